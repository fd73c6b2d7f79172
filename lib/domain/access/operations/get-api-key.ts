import { operation } from "@/lib/infra/operation";
import { ApiKey, OneApiKey } from "../contract";
import { findKey } from "../key-store";

export const getApiKey = operation({
  name: "access.get-api-key",
  summary: "Show one key and its secrets' ends, without the secrets.",
  effect: "reads",
  permission: "keys:manage",
  input: OneApiKey,
  output: ApiKey,
  refuses: { api_key_not_found: "not_found" },
  subject: ({ id }) => `api-key:${id}`,

  async run({ id }, { tx }) {
    return findKey(tx, id);
  },

  revisionOf: ({ revision }) => revision,
});
