import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { ApiKey, RevokeApiKey } from "../contract";
import { keyNotFound } from "../refusals";
import { keySelect, toApiKey } from "../store";

/** Revoking twice is revoking once: the second call answers the same and changes nothing. */
export const revokeApiKey = operation({
  name: "access.revoke-api-key",
  summary: "Make a service's key worthless from its next request on.",
  effect: "writes",
  permission: "keys:manage",
  input: RevokeApiKey,
  output: ApiKey,
  refuses: { api_key_not_found: "not_found" },
  subject: ({ id }) => `api-key:${id}`,

  async run({ id }, { tx, now }) {
    if (!z.uuid().safeParse(id).success) throw keyNotFound(id);
    await tx.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
    const row = await tx.apiKey.findUnique({ where: { id }, select: keySelect });
    if (!row) throw keyNotFound(id);
    return toApiKey(row);
  },
});
