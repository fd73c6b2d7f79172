import { HOUR } from "@/lib/core/time";
import { operation } from "@/lib/infra/operation";
import { NewApiKey, RotateApiKey } from "../contract";
import {
  changeKey,
  findKey,
  knownScopes,
  lives,
  livingSecrets,
  lockKey,
  lockKeyRevision,
  refuseBeyond,
} from "../key-store";
import { newKey } from "../keys";
import { keyEnded, twoSecretsLive } from "../refusals";

/**
 * Gives a key its next secret; the one before it goes on working for the overlap. Whoever rotates
 * gets to hold what the key may do, so it takes the same rights as making such a key.
 */
export const rotateApiKey = operation({
  name: "access.rotate-api-key",
  summary: "Give a key a new secret, shown this once; the one before goes on working for a while.",
  effect: "writes",
  permission: "keys:manage",
  input: RotateApiKey,
  output: NewApiKey,
  refuses: {
    api_key_not_found: "not_found",
    scope_not_held: "forbidden",
    api_key_ended: "conflict",
    two_secrets_live: "conflict",
  },
  answers: { 201: "The key with its new secret, shown this once." },
  subject: ({ id }) => `api-key:${id}`,

  async run({ id, overlap_hours: hours }, { tx, now, caller }) {
    const row = await lockKey(tx, id);
    refuseBeyond(caller, knownScopes(row.scopes));
    if (!lives(row, now)) throw keyEnded(row.revokedAt ? "revoked" : "expired");
    const [older, ...more] = await livingSecrets(tx, id, now);
    if (more.length > 0) throw twoSecretsLive();
    if (older) {
      // An end that is set already is never put off; with no overlap it is over on every clock of the desk.
      const ends = [now.getTime() + hours * HOUR, older.expiresAt, row.expiresAt].flatMap(
        (end) => end?.valueOf() ?? [],
      );
      await tx.apiKeySecret.update({
        where: { id: older.id },
        data: { expiresAt: new Date(Math.min(...ends)), revokedAt: hours === 0 ? now : null },
      });
    }
    const { key, ...secret } = newKey();
    return { ...(await changeKey(tx, id, { secrets: { create: { ...secret, createdAt: now } } })), key };
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockKeyRevision(tx, id),
  repeats: { idOf: ({ id }) => id, rebuild: async (id, { tx }) => ({ ...(await findKey(tx, id)), key: null }) },
  respond: () => ({ status: 201 }),
});
