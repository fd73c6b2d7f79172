import { z } from "zod";
import { operation } from "@/lib/infra/operation";

export const noteMail = operation({
  name: "access.note-mail",
  summary: "Note that a password link was mailed, or why it was not.",
  effect: "writes",
  permission: "mail:send",
  input: z.strictObject({ password_link_id: z.uuid(), error: z.string().max(200).nullable() }),
  output: z.strictObject({ noted: z.boolean() }),
  subject: ({ password_link_id: id }) => `password-link:${id}`,

  async run({ password_link_id: id, error }, { tx, now }) {
    const { count } = await tx.passwordLink.updateMany({
      where: { id },
      data: error === null ? { mailedAt: now, mailError: null } : { mailError: error },
    });
    return { noted: count === 1 };
  },
});
