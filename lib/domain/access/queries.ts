import { createHash } from "node:crypto";
import { isUuid } from "@/lib/core/id";
import { MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import type { Person } from "./contract";
import { passwordFits } from "./passwords";

/** That somebody knew a person's password, as it was kept then: `digestOf` the hash says which one it was. */
export interface Proof {
  readonly user_id: string;
  readonly password_digest: string;
}

/** Whose password this is; null for nobody's. Takes the same time for a wrong password and for nobody at all. */
export async function provePassword({ email, password }: { email: string; password: string }): Promise<Proof | null> {
  const user = await db().user.findUnique({ where: { email }, select: { id: true, passwordHash: true } });
  const fits = await passwordFits(user?.passwordHash ?? null, password);
  return fits && user?.passwordHash ? { user_id: user.id, password_digest: digestOf(user.passwordHash) } : null;
}

export const digestOf = (passwordHash: string) => createHash("sha256").update(passwordHash).digest("base64url");

const HOLDER = { id: true, email: true, name: true, role: true, disabledAt: true } as const;

/** Whose session this is, read anew on every request: revoking it or changing a role works at once. */
export async function personOfSession(sessionId: string, now = new Date()): Promise<Person | null> {
  if (!isUuid(sessionId)) return null;
  const session = await db().session.findUnique({ where: { id: sessionId }, include: { user: { select: HOLDER } } });
  if (!session || session.revokedAt || session.expiresAt <= now || session.user.disabledAt) return null;
  await noteSight(session, now);
  const { disabledAt: _not, ...person } = session.user;
  return person;
}

/** The minute somebody was last seen is a courtesy to the settings page, not an act of the desk: no operation, no audit entry. */
async function noteSight(
  { id, userId, lastSeenAt }: { id: string; userId: string; lastSeenAt: Date | null },
  now: Date,
): Promise<void> {
  const lately = new Date(now.getTime() - MINUTE);
  if (lastSeenAt && lastSeenAt > lately) return;
  const notLately = { OR: [{ lastSeenAt: null }, { lastSeenAt: { lte: lately } }] };
  // Of several requests in that moment one writes.
  const { count } = await db().session.updateMany({ where: { id, ...notLately }, data: { lastSeenAt: now } });
  // The person's own, which other sessions write too, is there when the last session has gone.
  if (count === 1) await db().user.updateMany({ where: { id: userId, ...notLately }, data: { lastSeenAt: now } });
}
