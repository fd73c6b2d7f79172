import { z } from "zod";
import { DAY } from "@/lib/core/time";
import { operation } from "@/lib/infra/operation";
import { Email, Person } from "../contract";
import { signInRefused } from "../refusals";

/** How long a sign-in lasts. The row can end it sooner, on the next request. */
const SESSION_LASTS = 14 * DAY;

/**
 * Opens a session for whom `provePassword` proved; null, and so refused and written down, where it
 * proved nobody. The proof comes before, because a transaction must not wait for a hash.
 */
export const signIn = operation({
  name: "access.sign-in",
  summary: "Open a session for a person who knows the password.",
  effect: "writes",
  permission: "people:sign-in",
  input: z.strictObject({ email: Email, user_id: z.uuid().nullable() }),
  output: z.strictObject({ session_id: z.string(), person: Person }),
  refuses: { sign_in_refused: "unauthenticated" },
  subject: ({ email }) => `person:${email}`,

  async run({ user_id: id }, { tx, now }) {
    const user = id === null ? null : await tx.user.findUnique({ where: { id } });
    if (!user || user.disabledAt) throw signInRefused();
    const session = await tx.session.create({
      data: { userId: user.id, createdAt: now, expiresAt: new Date(now.getTime() + SESSION_LASTS) },
    });
    return {
      session_id: session.id,
      person: { id: user.id, email: user.email, name: user.name, role: user.role },
    };
  },
});
