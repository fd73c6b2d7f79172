import { createHash } from "node:crypto";
import { z } from "zod";
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

/** Whose session this is, read anew on every request: revoking it or changing a role works at once. */
export async function personOfSession(sessionId: string, now = new Date()): Promise<Person | null> {
  if (!z.uuid().safeParse(sessionId).success) return null;
  const session = await db().session.findUnique({ where: { id: sessionId }, include: { user: true } });
  if (!session || session.revokedAt || session.expiresAt <= now || session.user.disabledAt) return null;
  await noteSight(session, now);
  const { id, email, name, role } = session.user;
  return { id, email, name, role };
}

/** The minute somebody was last seen is a courtesy to the settings page, not an act of the desk: no operation, no audit entry. */
async function noteSight({ id, lastSeenAt }: { id: string; lastSeenAt: Date | null }, now: Date): Promise<void> {
  const lately = new Date(now.getTime() - MINUTE);
  if (lastSeenAt && lastSeenAt > lately) return;
  // Of several requests in that moment one writes.
  await db().session.updateMany({
    where: { id, OR: [{ lastSeenAt: null }, { lastSeenAt: { lte: lately } }] },
    data: { lastSeenAt: now },
  });
}
