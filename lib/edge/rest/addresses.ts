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
import { createAlertRoute } from "@/lib/domain/alerts/operations/create-alert-route";
import { editAlertRoute } from "@/lib/domain/alerts/operations/edit-alert-route";
import { getAlertRoute } from "@/lib/domain/alerts/operations/get-alert-route";
import { listAlertRoutes } from "@/lib/domain/alerts/operations/list-alert-routes";
import { listAlerts } from "@/lib/domain/alerts/operations/list-alerts";
import { removeAlertRoute } from "@/lib/domain/alerts/operations/remove-alert-route";
import { seeAlerts } from "@/lib/domain/alerts/operations/see-alerts";
import { testAlertRoute } from "@/lib/domain/alerts/operations/test-alert-route";
import { cancelAssignment } from "@/lib/domain/assignments/operations/cancel-assignment";
import { createAssignments } from "@/lib/domain/assignments/operations/create-assignments";
import { editAssignment } from "@/lib/domain/assignments/operations/edit-assignment";
import { getAssignment } from "@/lib/domain/assignments/operations/get-assignment";
import { listAssignments } from "@/lib/domain/assignments/operations/list-assignments";
import { listSavedViews } from "@/lib/domain/assignments/operations/list-saved-views";
import { removeView } from "@/lib/domain/assignments/operations/remove-view";
import { retryAssignment } from "@/lib/domain/assignments/operations/retry-assignment";
import { retryByCause } from "@/lib/domain/assignments/operations/retry-by-cause";
import { saveView } from "@/lib/domain/assignments/operations/save-view";
import { checkChain } from "@/lib/domain/audit/operations/check-chain";
import { listChecks } from "@/lib/domain/audit/operations/list-checks";
import { listEntries } from "@/lib/domain/audit/operations/list-entries";
import { createChannel } from "@/lib/domain/channels/operations/create-channel";
import { editChannel } from "@/lib/domain/channels/operations/edit-channel";
import { getChannel } from "@/lib/domain/channels/operations/get-channel";
import { liftStop } from "@/lib/domain/channels/operations/lift-stop";
import { listChannels } from "@/lib/domain/channels/operations/list-channels";
import { listPlatforms } from "@/lib/domain/channels/operations/list-platforms";
import { listStops } from "@/lib/domain/channels/operations/list-stops";
import { pauseChannel } from "@/lib/domain/channels/operations/pause-channel";
import { removeChannel } from "@/lib/domain/channels/operations/remove-channel";
import { resumeChannel } from "@/lib/domain/channels/operations/resume-channel";
import { testChannel } from "@/lib/domain/channels/operations/test-channel";
import { throwStop } from "@/lib/domain/channels/operations/throw-stop";
import { checkCopies } from "@/lib/domain/copies/operations/check-copies";
import { getMove } from "@/lib/domain/copies/operations/get-move";
import { listCopies } from "@/lib/domain/copies/operations/list-copies";
import { listMoves } from "@/lib/domain/copies/operations/list-moves";
import { listStores } from "@/lib/domain/copies/operations/list-stores";
import { resumeMove } from "@/lib/domain/copies/operations/resume-move";
import { startMove } from "@/lib/domain/copies/operations/start-move";
import { stopMove } from "@/lib/domain/copies/operations/stop-move";
import { getDelivery } from "@/lib/domain/deliveries/operations/get-delivery";
import { listDeliveries } from "@/lib/domain/deliveries/operations/list-deliveries";
import { listHistory } from "@/lib/domain/deliveries/operations/list-history";
import { listLinks } from "@/lib/domain/deliveries/operations/list-links";
import { publishFinalAsset } from "@/lib/domain/deliveries/operations/publish-final-asset";
import { renewLink } from "@/lib/domain/deliveries/operations/renew-link";
import { retryDelivery } from "@/lib/domain/deliveries/operations/retry-delivery";
import { revokeLink } from "@/lib/domain/deliveries/operations/revoke-link";
import { dropLinkReminder } from "@/lib/domain/deliveries/operations/drop-link-reminder";
import { setLinkReminder } from "@/lib/domain/deliveries/operations/set-link-reminder";
import { cleanUpStaging } from "@/lib/domain/retention/operations/clean-up-staging";
import { dropStagingCopy } from "@/lib/domain/retention/operations/drop-staging-copy";
import { getStagingCopy } from "@/lib/domain/retention/operations/get-staging-copy";
import { holdStagingCopy } from "@/lib/domain/retention/operations/hold-staging-copy";
import { listStagingCopies } from "@/lib/domain/retention/operations/list-staging-copies";
import { releaseStagingCopy } from "@/lib/domain/retention/operations/release-staging-copy";
import { getBoard } from "@/lib/domain/publishing/operations/get-board";
import { getTimeline } from "@/lib/domain/publishing/operations/get-timeline";
import { publishNow } from "@/lib/domain/publishing/operations/publish-now";
import { reconcileAssignment } from "@/lib/domain/publishing/operations/reconcile-assignment";
import { getProof } from "@/lib/domain/proof/operations/get-proof";
import { getUpload } from "@/lib/domain/uploads/operations/get-upload";
import { listUploads } from "@/lib/domain/uploads/operations/list-uploads";
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
  "/api/v1/videos/{id}/proof": { GET: getProof },
  "/api/v1/uploads": { GET: listUploads },
  "/api/v1/uploads/{id}": { GET: getUpload },
  "/api/v1/deliveries": { GET: listDeliveries, POST: publishFinalAsset },
  "/api/v1/deliveries/{id}": { GET: getDelivery },
  "/api/v1/deliveries/{id}/retry": { POST: retryDelivery },
  "/api/v1/deliveries/{id}/history": { GET: listHistory },
  "/api/v1/deliveries/{id}/links": { GET: listLinks, POST: renewLink },
  "/api/v1/deliveries/{id}/links/{link_id}": { DELETE: revokeLink },
  "/api/v1/deliveries/{id}/links/{link_id}/reminder": { PUT: setLinkReminder, DELETE: dropLinkReminder },
  "/api/v1/deliveries/{id}/staging-copy": { GET: getStagingCopy, DELETE: dropStagingCopy },
  "/api/v1/deliveries/{id}/staging-copy/hold": { PUT: holdStagingCopy, DELETE: releaseStagingCopy },
  "/api/v1/staging-copies": { GET: listStagingCopies },
  "/api/v1/staging-copies/clean-up": { POST: cleanUpStaging },
  "/api/v1/deliveries/{id}/copies": { GET: listCopies },
  "/api/v1/deliveries/{id}/copies/check": { POST: checkCopies },
  "/api/v1/stores": { GET: listStores },
  "/api/v1/storage-moves": { GET: listMoves, POST: startMove },
  "/api/v1/storage-moves/{id}": { GET: getMove },
  "/api/v1/storage-moves/{id}/stop": { POST: stopMove },
  "/api/v1/storage-moves/{id}/resume": { POST: resumeMove },
  "/api/v1/alerts": { GET: listAlerts },
  "/api/v1/alerts/seen": { POST: seeAlerts },
  "/api/v1/alert-routes": { GET: listAlertRoutes, POST: createAlertRoute },
  "/api/v1/alert-routes/{id}": { GET: getAlertRoute, PATCH: editAlertRoute, DELETE: removeAlertRoute },
  "/api/v1/alert-routes/{id}/test": { POST: testAlertRoute },
  "/api/v1/channels": { GET: listChannels, POST: createChannel },
  "/api/v1/channels/{id}": { GET: getChannel, PATCH: editChannel, DELETE: removeChannel },
  "/api/v1/channels/{id}/pause": { POST: pauseChannel },
  "/api/v1/channels/{id}/resume": { POST: resumeChannel },
  "/api/v1/channels/{id}/test": { POST: testChannel },
  "/api/v1/platforms": { GET: listPlatforms },
  "/api/v1/publishing-stops": { GET: listStops, POST: throwStop },
  "/api/v1/publishing-stops/{scope}": { DELETE: liftStop },
  "/api/v1/assignments": { GET: listAssignments, POST: createAssignments },
  "/api/v1/assignments/retry-by-cause": { POST: retryByCause },
  "/api/v1/assignments/{id}": { GET: getAssignment, PATCH: editAssignment, DELETE: cancelAssignment },
  "/api/v1/board": { GET: getBoard },
  "/api/v1/assignments/{id}/publish": { POST: publishNow },
  "/api/v1/assignments/{id}/reconcile": { POST: reconcileAssignment },
  "/api/v1/assignments/{id}/timeline": { GET: getTimeline },
  "/api/v1/assignments/{id}/retry": { POST: retryAssignment },
  "/api/v1/saved-views": { GET: listSavedViews, POST: saveView },
  "/api/v1/saved-views/{id}": { DELETE: removeView },
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
