import { isUuid } from "@/lib/core/id";
import { operation } from "@/lib/infra/operation";
import { OneSession, SessionsEnded } from "../contract";
import { sessionNotFound } from "../refusals";
import { openSessions, personIdOf } from "../session-store";

/** Ending twice is ending once: the second call ends none. Another person's session does not exist here. */
export const endSession = operation({
  name: "access.end-session",
  summary: "Sign yourself out on one device.",
  effect: "writes",
  permission: "account:own",
  input: OneSession,
  output: SessionsEnded,
  refuses: { session_not_found: "not_found" },
  subject: ({ id }) => `session:${id}`,

  async run({ id }, { tx, caller, now }) {
    const userId = personIdOf(caller);
    const own = isUuid(id) && (await tx.session.count({ where: { id, userId } })) === 1;
    if (!own) throw sessionNotFound(id);
    const { count } = await tx.session.updateMany({
      where: { ...openSessions(userId, now), id },
      data: { revokedAt: now },
    });
    return { ended: count };
  },
});
