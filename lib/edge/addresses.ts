import { createApiKey } from "@/lib/domain/access/operations/create-api-key";
import { getApiKey } from "@/lib/domain/access/operations/get-api-key";
import { listApiKeys } from "@/lib/domain/access/operations/list-api-keys";
import { revokeApiKey } from "@/lib/domain/access/operations/revoke-api-key";
import { revokeApiKeySecret } from "@/lib/domain/access/operations/revoke-api-key-secret";
import { rotateApiKey } from "@/lib/domain/access/operations/rotate-api-key";
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
} as const satisfies Record<string, Partial<Record<Method, Operation>>>;

export type Address = keyof typeof ADDRESSES;
