import { z } from "zod";
import { MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import type { Scope } from "@/lib/core/caller";
import type { Person } from "./contract";
import { readKey, sameHash } from "./keys";
import { passwordFits } from "./passwords";
import { knownScopes } from "./store";

/** Whose password this is: the person's id, or null. Takes the same time for a wrong password and for nobody at all. */
export async function provePassword({ email, password }: { email: string; password: string }): Promise<string | null> {
  const user = await db().user.findUnique({ where: { email }, select: { id: true, passwordHash: true } });
  return (await passwordFits(user?.passwordHash ?? null, password)) ? (user?.id ?? null) : null;
}

/** Whose session this is, read anew on every request: revoking it or changing a role works at once. */
export async function personOfSession(sessionId: string, now = new Date()): Promise<Person | null> {
  if (!z.uuid().safeParse(sessionId).success) return null;
  const session = await db().session.findUnique({ where: { id: sessionId }, include: { user: true } });
  if (!session || session.revokedAt || session.expiresAt <= now || session.user.disabledAt) return null;
  const { id, email, name, role } = session.user;
  return { id, email, name, role };
}

/** The service behind a bearer key, with the scopes of the key itself; null for anything that is no living key. */
export async function serviceOfKey(
  text: string,
  now = new Date(),
): Promise<{ id: string; name: string; scopes: Scope[] } | null> {
  const given = readKey(text);
  if (!given) return null;
  const row = await db().apiKey.findUnique({ where: { prefix: given.prefix } });
  if (!row || row.revokedAt || !sameHash(row.secretHash, given.secretHash)) return null;
  await noteUse(row, now);
  return { id: row.id, name: row.name, scopes: knownScopes(row.scopes) };
}

/** The minute of the last use is a courtesy to the settings page, not an act of the desk: no operation, no audit entry. */
async function noteUse(key: { id: string; lastUsedAt: Date | null }, now: Date): Promise<void> {
  if (key.lastUsedAt && now.getTime() - key.lastUsedAt.getTime() < MINUTE) return;
  await db().apiKey.update({ where: { id: key.id }, data: { lastUsedAt: now } });
}
