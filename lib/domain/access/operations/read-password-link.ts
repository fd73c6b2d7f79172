import { operation } from "@/lib/infra/operation";
import { PasswordLinkHolder, ReadPasswordLink } from "../contract";
import { linkOfToken } from "../password-link-store";
import { subjectOfToken } from "../password-link-token";

export const readPasswordLink = operation({
  name: "access.read-password-link",
  summary: "See for whom a password link sets a password, without using it up.",
  effect: "reads",
  permission: "people:recover",
  input: ReadPasswordLink,
  output: PasswordLinkHolder,
  refuses: { password_link_refused: "forbidden" },
  subject: ({ token }) => subjectOfToken(token),

  tries: ({ token }) => ({ secret: "password link", account: token }),

  async run({ token }, { tx, now }) {
    const { purpose, user, expiresAt } = await linkOfToken(tx, token, now);
    return { purpose, email: user.email, name: user.name, expires_at: expiresAt.toISOString() };
  },
});
