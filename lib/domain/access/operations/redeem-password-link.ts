import { operation } from "@/lib/infra/operation";
import { PasswordSet, RedeemPasswordLink } from "../contract";
import { linkOfToken, living, revokePasswordLinks } from "../password-link-store";
import { subjectOfToken } from "../password-link-token";
import { hashPassword } from "../passwords";
import { findMember, lockPersonRow } from "../people-store";
import { passwordLinkRefused } from "../refusals";
import { endSessions } from "../session-store";

/** Of ten who redeem at once, nine wait for the row, find the link used up, and have cost no hash. */
export const redeemPasswordLink = operation({
  name: "access.redeem-password-link",
  summary: "Set a password with a link. It works once, and signs the person out everywhere.",
  effect: "writes",
  permission: "people:recover",
  input: RedeemPasswordLink,
  output: PasswordSet,
  refuses: { password_link_refused: "forbidden" },
  subject: ({ token }, output) => (output ? `person:${output.email}` : subjectOfToken(token)),

  tries: ({ token }) => ({ secret: "password link", account: token }),

  async run({ token, password }, { tx, now }) {
    const { id, userId } = await linkOfToken(tx, token, now);
    await lockPersonRow(tx, userId);
    const { count } = await tx.passwordLink.updateMany({ where: { id, ...living(now) }, data: { usedAt: now } });
    if (count === 0) throw passwordLinkRefused();
    const person = await findMember(tx, userId, now);
    await tx.user.update({
      where: { id: userId },
      data: {
        passwordHash: await hashPassword(password),
        // Where it is the first, it changes the person's standing.
        ...(person.hasPassword ? {} : { revision: { increment: 1 } }),
      },
    });
    await revokePasswordLinks(tx, { userId, now });
    await endSessions(tx, { userId, now });
    return { email: person.email };
  },

  repeats: {
    idOf: ({ email }) => email,
    rebuild: (email) => Promise.resolve({ email }),
  },
});
