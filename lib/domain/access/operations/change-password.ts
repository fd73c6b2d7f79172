import { operation } from "@/lib/infra/operation";
import { ChangePassword, PasswordChanged } from "../contract";
import { revokePasswordLinks } from "../password-link-store";
import { hashPassword, passwordFits } from "../passwords";
import { lockPerson } from "../people-store";
import { noPassword, wrongPassword } from "../refusals";
import { endSessions, personIdOf } from "../session-store";

/**
 * The hashing happens within the transaction, because it holds this one person's row and nothing else:
 * of several changes at once each is held against the password of the one before.
 */
export const changePassword = operation({
  name: "access.change-password",
  summary: "Change your password, and sign yourself out everywhere else.",
  effect: "writes",
  permission: "account:own",
  input: ChangePassword,
  output: PasswordChanged,
  refuses: { wrong_password: "forbidden", no_password: "conflict", person_not_found: "not_found" },
  subject: () => "account",

  tries: (_input, { actorId }) => ({ secret: "own password", account: actorId }),

  async run({ current_password: current, new_password: next }, { tx, caller, now }) {
    const { id } = await lockPerson(tx, personIdOf(caller), now);
    const { passwordHash } = await tx.user.findUniqueOrThrow({ where: { id }, select: { passwordHash: true } });
    if (passwordHash === null) throw noPassword();
    if (!(await passwordFits(passwordHash, current))) throw wrongPassword();
    await tx.user.update({ where: { id }, data: { passwordHash: await hashPassword(next) } });
    await revokePasswordLinks(tx, { userId: id, now });
    return {
      changed: true as const,
      sessions_ended: await endSessions(tx, { userId: id, keep: caller.sessionId, now }),
    };
  },

  repeats: {
    // Nothing was made that has an id; the number is all that the answer is rebuilt from.
    idOf: ({ sessions_ended: ended }) => String(ended),
    rebuild: (ended) => Promise.resolve({ changed: true as const, sessions_ended: Number(ended) }),
  },
});
