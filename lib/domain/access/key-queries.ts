import { MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import type { Scope } from "@/lib/core/caller";
import { knownScopes, lives } from "./key-store";
import { readKey, sameHash } from "./keys";

/** What a secret that nobody has is compared with, so that an unknown beginning takes the same way as a wrong end. */
const NOTHING = new Uint8Array(32);

/** The service behind a bearer key, with the scopes of the key itself; null for anything that is no living key. */
export async function serviceOfKey(
  text: string,
  now = new Date(),
): Promise<{ id: string; name: string; scopes: Scope[] } | null> {
  const given = readKey(text);
  if (!given) return null;
  const secret = await db().apiKeySecret.findUnique({ where: { prefix: given.prefix }, include: { apiKey: true } });
  const fits = sameHash(secret?.secretHash ?? NOTHING, given.secretHash);
  if (!secret || !fits || !lives(secret, now) || !lives(secret.apiKey, now)) return null;
  await noteUse(secret, now);
  const { id, name, scopes } = secret.apiKey;
  return { id, name, scopes: knownScopes(scopes) };
}

/** The minute of the last use is a courtesy to the settings page, not an act of the desk: no operation, no audit entry. */
async function noteUse({ id, lastUsedAt }: { id: string; lastUsedAt: Date | null }, now: Date): Promise<void> {
  const aMinuteAgo = new Date(now.getTime() - MINUTE);
  if (lastUsedAt && lastUsedAt > aMinuteAgo) return;
  // Of many requests at once the first notes it; the others wait for its row and then find nothing to note.
  await db().apiKeySecret.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: aMinuteAgo } }] },
    data: { lastUsedAt: now },
  });
}
