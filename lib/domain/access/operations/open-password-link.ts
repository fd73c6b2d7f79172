import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { PasswordLinkHolder } from "../contract";
import { holder, living } from "../password-link-store";

export const openPasswordLink = operation({
  name: "access.open-password-link",
  summary: "Read what a mail with a password link needs; null where none is to be sent any more.",
  effect: "reads",
  permission: "mail:send",
  input: z.strictObject({ password_link_id: z.uuid() }),
  output: PasswordLinkHolder.nullable(),
  subject: ({ password_link_id: id }) => `password-link:${id}`,

  async run({ password_link_id: id }, { tx, now }) {
    const link = await tx.passwordLink.findFirst({
      where: { id, mailedAt: null, ...living(now) },
      include: holder,
    });
    if (!link) return null;
    const { purpose, user, expiresAt } = link;
    return { purpose, email: user.email, name: user.name, expires_at: expiresAt.toISOString() };
  },
});
