import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { Email, Person } from "../contract";
import { openSession } from "../open-session";
import { lockPersonRow } from "../people-store";
import { digestOf } from "../queries";
import { signInRefused } from "../refusals";

/**
 * Opens a session for whom `provePassword` proved; null, and so refused and written down, where it
 * proved nobody. The proof comes before, because a transaction must not wait for a hash; a password
 * that was changed meanwhile proves nothing any more.
 */
export const signIn = operation({
  name: "access.sign-in",
  summary: "Open a session for a person who has proven who they are.",
  effect: "writes",
  permission: "people:sign-in",
  input: z.strictObject({
    email: Email,
    proof: z.strictObject({ user_id: z.uuid(), password_digest: z.string() }).nullable(),
    user_agent: z.string().nullable().default(null),
  }),
  output: z.strictObject({ session_id: z.string(), person: Person }),
  refuses: { sign_in_refused: "unauthenticated" },
  subject: ({ email }) => `person:${email}`,

  async run({ proof, user_agent: userAgent }, work) {
    const { tx } = work;
    if (proof === null) throw signInRefused();
    // Whoever is keeping this person out, or ending their sessions, is waited for: none may slip through between.
    await lockPersonRow(tx, proof.user_id);
    const user = await tx.user.findUnique({ where: { id: proof.user_id } });
    if (!user?.passwordHash || user.disabledAt) throw signInRefused();
    if (digestOf(user.passwordHash) !== proof.password_digest) throw signInRefused();
    const session_id = await openSession(work, { userId: user.id, method: "password", userAgent });
    return {
      session_id,
      person: { id: user.id, email: user.email, name: user.name, role: user.role },
    };
  },
});
