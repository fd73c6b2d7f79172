import { askForReset } from "@/lib/domain/access/operations/ask-for-reset";
import { changePassword } from "@/lib/domain/access/operations/change-password";
import { createApiKey } from "@/lib/domain/access/operations/create-api-key";
import { editPerson } from "@/lib/domain/access/operations/edit-person";
import { endOtherSessions } from "@/lib/domain/access/operations/end-other-sessions";
import { endPersonSessions } from "@/lib/domain/access/operations/end-person-sessions";
import { endSession } from "@/lib/domain/access/operations/end-session";
import { getAccount } from "@/lib/domain/access/operations/get-account";
import { getApiKey } from "@/lib/domain/access/operations/get-api-key";
import { getPerson } from "@/lib/domain/access/operations/get-person";
import { invitePerson } from "@/lib/domain/access/operations/invite-person";
import { listApiKeys } from "@/lib/domain/access/operations/list-api-keys";
import { listPeople } from "@/lib/domain/access/operations/list-people";
import { listPersonSessions } from "@/lib/domain/access/operations/list-person-sessions";
import { listSessions } from "@/lib/domain/access/operations/list-sessions";
import { makePasswordLink } from "@/lib/domain/access/operations/make-password-link";
import { readPasswordLink } from "@/lib/domain/access/operations/read-password-link";
import { redeemPasswordLink } from "@/lib/domain/access/operations/redeem-password-link";
import { removePerson } from "@/lib/domain/access/operations/remove-person";
import { revokeApiKey } from "@/lib/domain/access/operations/revoke-api-key";
import { revokeApiKeySecret } from "@/lib/domain/access/operations/revoke-api-key-secret";
import { rotateApiKey } from "@/lib/domain/access/operations/rotate-api-key";
import { checkChain } from "@/lib/domain/audit/operations/check-chain";
import { listChecks } from "@/lib/domain/audit/operations/list-checks";
import { listEntries } from "@/lib/domain/audit/operations/list-entries";
import { getDelivery } from "@/lib/domain/deliveries/operations/get-delivery";
import { listDeliveries } from "@/lib/domain/deliveries/operations/list-deliveries";
import { listHistory } from "@/lib/domain/deliveries/operations/list-history";
import { listLinks } from "@/lib/domain/deliveries/operations/list-links";
import { publishFinalAsset } from "@/lib/domain/deliveries/operations/publish-final-asset";
import { renewLink } from "@/lib/domain/deliveries/operations/renew-link";
import { retryDelivery } from "@/lib/domain/deliveries/operations/retry-delivery";
import { revokeLink } from "@/lib/domain/deliveries/operations/revoke-link";
import { editVideo } from "@/lib/domain/videos/operations/edit-video";
import { getVideo } from "@/lib/domain/videos/operations/get-video";
import { listVideos } from "@/lib/domain/videos/operations/list-videos";
import type { Operation } from "@/lib/infra/operation";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/**
 * The REST door: which operation answers at which address. `app/api/…/route.ts` stands at each of
 * them and says only which one it is; a test holds the folders and this table together.
 */
export const ADDRESSES = {
  "/api/v1/videos": { GET: listVideos },
  "/api/v1/videos/{id}": { GET: getVideo, PATCH: editVideo },
  "/api/v1/deliveries": { GET: listDeliveries, POST: publishFinalAsset },
  "/api/v1/deliveries/{id}": { GET: getDelivery },
  "/api/v1/deliveries/{id}/retry": { POST: retryDelivery },
  "/api/v1/deliveries/{id}/history": { GET: listHistory },
  "/api/v1/deliveries/{id}/links": { GET: listLinks, POST: renewLink },
  "/api/v1/deliveries/{id}/links/{link_id}": { DELETE: revokeLink },
  "/api/v1/api-keys": { GET: listApiKeys, POST: createApiKey },
  "/api/v1/api-keys/{id}": { GET: getApiKey, DELETE: revokeApiKey },
  "/api/v1/api-keys/{id}/rotate": { POST: rotateApiKey },
  "/api/v1/api-keys/{id}/secrets/{secret_id}": { DELETE: revokeApiKeySecret },
  "/api/v1/audit-entries": { GET: listEntries },
  "/api/v1/audit-checks": { GET: listChecks, POST: checkChain },
  "/api/v1/people": { GET: listPeople, POST: invitePerson },
  "/api/v1/people/{id}": { GET: getPerson, PATCH: editPerson, DELETE: removePerson },
  "/api/v1/people/{id}/password-link": { POST: makePasswordLink },
  "/api/v1/people/{id}/sessions": { GET: listPersonSessions, DELETE: endPersonSessions },
  "/api/v1/account": { GET: getAccount },
  "/api/v1/account/sessions": { GET: listSessions, DELETE: endOtherSessions },
  "/api/v1/account/sessions/{id}": { DELETE: endSession },
  "/api/v1/account/password": { POST: changePassword },
  "/api/v1/password-resets": { POST: askForReset },
  "/api/v1/password-links/read": { POST: readPasswordLink },
  "/api/v1/password-links/redeem": { POST: redeemPasswordLink },
} as const satisfies Record<string, Partial<Record<Method, Operation>>>;

export type Address = keyof typeof ADDRESSES;
