import type { NewApiKey } from "@/lib/domain/access/contract";
import { serviceOfKey } from "@/lib/domain/access/key-queries";
import { createApiKey } from "@/lib/domain/access/operations/create-api-key";
import { revokeApiKeySecret } from "@/lib/domain/access/operations/revoke-api-key-secret";
import { rotateApiKey } from "@/lib/domain/access/operations/rotate-api-key";
import { perform } from "@/lib/infra/operation";
import { inside } from "./people";

/** The words in which the stories of API keys are told; their clock stands at noon. */
export const noon = new Date("2026-11-21T12:00:00Z");
export const later = (ms: number) => new Date(noon.getTime() + ms);
export const iso = (ms: number) => later(ms).toISOString();

export const make = (input: object = {}, now = noon, caller = inside) =>
  perform(createApiKey, { name: "renderer", role: "manager", ...input }, caller, { now });
export const rotate = (id: string, { hours = 24, now = noon, caller = inside } = {}) =>
  perform(rotateApiKey, { id, overlap_hours: hours }, caller, { now });
export const end = (id: string, secretId: string, now = noon) =>
  perform(revokeApiKeySecret, { id, secret_id: secretId }, inside, { now });
export const opens = async ({ key }: Pick<NewApiKey, "key">, now = noon) =>
  (await serviceOfKey(key ?? "", now)) !== null;
export const newest = ({ secrets }: Pick<NewApiKey, "secrets">) => secrets[0]?.id ?? "";
