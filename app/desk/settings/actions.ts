"use server";

import { createApiKey } from "@/lib/domain/access/operations/create-api-key";
import { revokeApiKey } from "@/lib/domain/access/operations/revoke-api-key";
import { action } from "@/lib/edge/action";

export const createApiKeyAction = action(createApiKey);
export const revokeApiKeyAction = action(revokeApiKey);
