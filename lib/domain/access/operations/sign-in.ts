import { z } from "zod";
import { DAY } from "@/lib/core/time";
import { operation } from "@/lib/infra/operation";
import { Email, Person } from "../contract";
import { passwordFits } from "../passwords";
import { signInRefused } from "../refusals";

/** How long a sign-in lasts. The row can end it sooner, on the next request. */
const SESSION_LASTS = 14 * DAY;

export const signIn = operation({
  name: "access.sign-in",
  summary: "Open a session for a person who knows the password.",
  effect: "writes",
  permission: "people:sign-in",
  input: z.strictObject({ email: Email, password: z.string().max(128) }),
  output: z.strictObject({ session_id: z.string(), person: Person }),
  refuses: { sign_in_refused: "unauthenticated" },
  subject: ({ email }) => `person:${email}`,

  async run({ email, password }, { tx, now }) {
    const user = await tx.user.findUnique({ where: { email } });
    const fits = await passwordFits(user?.passwordHash ?? null, password);
    if (!user || !fits || user.disabledAt) throw signInRefused();
    const session = await tx.session.create({
      data: { userId: user.id, createdAt: now, expiresAt: new Date(now.getTime() + SESSION_LASTS) },
    });
    return { session_id: session.id, person: { id: user.id, email: user.email, name: user.name, role: user.role } };
  },
});
