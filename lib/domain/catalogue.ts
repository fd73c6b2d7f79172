import { createApiKey } from "./access/operations/create-api-key";
import { getApiKey } from "./access/operations/get-api-key";
import { listApiKeys } from "./access/operations/list-api-keys";
import { revokeApiKey } from "./access/operations/revoke-api-key";
import { revokeApiKeySecret } from "./access/operations/revoke-api-key-secret";
import { rotateApiKey } from "./access/operations/rotate-api-key";
import { getDelivery } from "./deliveries/operations/get-delivery";
import { listDeliveries } from "./deliveries/operations/list-deliveries";
import { listHistory } from "./deliveries/operations/list-history";
import { listLinks } from "./deliveries/operations/list-links";
import { publishFinalAsset } from "./deliveries/operations/publish-final-asset";
import { renewLink } from "./deliveries/operations/renew-link";
import { retryDelivery } from "./deliveries/operations/retry-delivery";
import { revokeLink } from "./deliveries/operations/revoke-link";
import { editVideo } from "./videos/operations/edit-video";
import { getVideo } from "./videos/operations/get-video";
import { listVideos } from "./videos/operations/list-videos";

/** Everything the desk can do for those outside. The API's description is read off this list, and the MCP tools will be. */
export const operations = [
  listVideos,
  getVideo,
  editVideo,
  publishFinalAsset,
  listDeliveries,
  getDelivery,
  retryDelivery,
  listHistory,
  listLinks,
  renewLink,
  revokeLink,
  listApiKeys,
  createApiKey,
  getApiKey,
  rotateApiKey,
  revokeApiKeySecret,
  revokeApiKey,
] as const;
