import { operation } from "@/lib/infra/operation";
import { ApiKey, RevokeApiKeySecret } from "../contract";
import { changeKey, findKey, findSecret, lives, livingSecrets, lockKey, lockKeyRevision } from "../key-store";
import { lastSecret } from "../refusals";

/** Ending what has ended answers the same and changes nothing. */
export const revokeApiKeySecret = operation({
  name: "access.revoke-api-key-secret",
  summary: "End one of a key's two secrets at once; the other goes on working.",
  effect: "writes",
  permission: "keys:manage",
  input: RevokeApiKeySecret,
  output: ApiKey,
  refuses: { api_key_not_found: "not_found", api_key_secret_not_found: "not_found", last_secret: "conflict" },
  subject: ({ id }) => `api-key:${id}`,

  async run({ id, secret_id: secretId }, { tx, now }) {
    await lockKey(tx, id);
    const secret = await findSecret(tx, { id: secretId, apiKeyId: id });
    if (!lives(secret, now)) return findKey(tx, id);
    if ((await livingSecrets(tx, id, now)).length === 1) throw lastSecret();
    return changeKey(tx, id, { secrets: { update: { where: { id: secretId }, data: { revokedAt: now } } } });
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockKeyRevision(tx, id),
});
