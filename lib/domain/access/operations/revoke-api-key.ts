import { operation } from "@/lib/infra/operation";
import { ApiKey, OneApiKey } from "../contract";
import { changeKey, lockKey, lockKeyRevision, toApiKey } from "../key-store";

/** Revoking twice is revoking once: the second call answers the same and changes nothing. */
export const revokeApiKey = operation({
  name: "access.revoke-api-key",
  summary: "Make a service's key worthless from its next request on.",
  effect: "writes",
  permission: "keys:manage",
  input: OneApiKey,
  output: ApiKey,
  refuses: { api_key_not_found: "not_found" },
  subject: ({ id }) => `api-key:${id}`,

  async run({ id }, { tx, now }) {
    const row = await lockKey(tx, id);
    if (row.revokedAt) return toApiKey(row);
    return changeKey(tx, id, {
      revokedAt: now,
      secrets: { updateMany: { where: { revokedAt: null }, data: { revokedAt: now } } },
    });
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockKeyRevision(tx, id),
});
