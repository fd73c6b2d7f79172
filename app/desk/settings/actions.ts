"use server";

import { changePassword } from "@/lib/domain/access/operations/change-password";
import { createApiKey } from "@/lib/domain/access/operations/create-api-key";
import { invitePerson } from "@/lib/domain/access/operations/invite-person";
import { revokeApiKey } from "@/lib/domain/access/operations/revoke-api-key";
import { revokeApiKeySecret } from "@/lib/domain/access/operations/revoke-api-key-secret";
import { rotateApiKey } from "@/lib/domain/access/operations/rotate-api-key";
import { action } from "@/lib/edge/action";

export const createApiKeyAction = action(createApiKey);
export const rotateApiKeyAction = action(rotateApiKey);
export const revokeApiKeyAction = action(revokeApiKey);
export const revokeApiKeySecretAction = action(revokeApiKeySecret);
export const changePasswordAction = action(changePassword);
export const invitePersonAction = action(invitePerson);
