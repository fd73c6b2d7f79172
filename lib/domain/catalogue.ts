import { askForReset } from "./access/operations/ask-for-reset";
import { changePassword } from "./access/operations/change-password";
import { createApiKey } from "./access/operations/create-api-key";
import { editPerson } from "./access/operations/edit-person";
import { endOtherSessions } from "./access/operations/end-other-sessions";
import { endPersonSessions } from "./access/operations/end-person-sessions";
import { endSession } from "./access/operations/end-session";
import { getAccount } from "./access/operations/get-account";
import { getApiKey } from "./access/operations/get-api-key";
import { getPerson } from "./access/operations/get-person";
import { invitePerson } from "./access/operations/invite-person";
import { listApiKeys } from "./access/operations/list-api-keys";
import { listPeople } from "./access/operations/list-people";
import { listPersonSessions } from "./access/operations/list-person-sessions";
import { listSessions } from "./access/operations/list-sessions";
import { makePasswordLink } from "./access/operations/make-password-link";
import { readPasswordLink } from "./access/operations/read-password-link";
import { redeemPasswordLink } from "./access/operations/redeem-password-link";
import { removePerson } from "./access/operations/remove-person";
import { revokeApiKey } from "./access/operations/revoke-api-key";
import { revokeApiKeySecret } from "./access/operations/revoke-api-key-secret";
import { rotateApiKey } from "./access/operations/rotate-api-key";
import { createAlertRoute } from "./alerts/operations/create-alert-route";
import { editAlertRoute } from "./alerts/operations/edit-alert-route";
import { getAlertRoute } from "./alerts/operations/get-alert-route";
import { listAlertRoutes } from "./alerts/operations/list-alert-routes";
import { listAlerts } from "./alerts/operations/list-alerts";
import { removeAlertRoute } from "./alerts/operations/remove-alert-route";
import { seeAlerts } from "./alerts/operations/see-alerts";
import { testAlertRoute } from "./alerts/operations/test-alert-route";
import { cancelAssignment } from "./assignments/operations/cancel-assignment";
import { createAssignments } from "./assignments/operations/create-assignments";
import { editAssignment } from "./assignments/operations/edit-assignment";
import { getAssignment } from "./assignments/operations/get-assignment";
import { listAssignments } from "./assignments/operations/list-assignments";
import { listSavedViews } from "./assignments/operations/list-saved-views";
import { removeView } from "./assignments/operations/remove-view";
import { retryAssignment } from "./assignments/operations/retry-assignment";
import { retryByCause } from "./assignments/operations/retry-by-cause";
import { saveView } from "./assignments/operations/save-view";
import { checkChain } from "./audit/operations/check-chain";
import { listChecks } from "./audit/operations/list-checks";
import { listEntries } from "./audit/operations/list-entries";
import { createChannel } from "./channels/operations/create-channel";
import { editChannel } from "./channels/operations/edit-channel";
import { getChannel } from "./channels/operations/get-channel";
import { liftStop } from "./channels/operations/lift-stop";
import { listChannels } from "./channels/operations/list-channels";
import { listPlatforms } from "./channels/operations/list-platforms";
import { listStops } from "./channels/operations/list-stops";
import { pauseChannel } from "./channels/operations/pause-channel";
import { removeChannel } from "./channels/operations/remove-channel";
import { resumeChannel } from "./channels/operations/resume-channel";
import { testChannel } from "./channels/operations/test-channel";
import { throwStop } from "./channels/operations/throw-stop";
import { checkCopies } from "./copies/operations/check-copies";
import { getMove } from "./copies/operations/get-move";
import { listCopies } from "./copies/operations/list-copies";
import { listMoves } from "./copies/operations/list-moves";
import { listStores } from "./copies/operations/list-stores";
import { resumeMove } from "./copies/operations/resume-move";
import { startMove } from "./copies/operations/start-move";
import { stopMove } from "./copies/operations/stop-move";
import { getDelivery } from "./deliveries/operations/get-delivery";
import { listDeliveries } from "./deliveries/operations/list-deliveries";
import { listHistory } from "./deliveries/operations/list-history";
import { listLinks } from "./deliveries/operations/list-links";
import { publishFinalAsset } from "./deliveries/operations/publish-final-asset";
import { renewLink } from "./deliveries/operations/renew-link";
import { retryDelivery } from "./deliveries/operations/retry-delivery";
import { revokeLink } from "./deliveries/operations/revoke-link";
import { dropLinkReminder } from "./deliveries/operations/drop-link-reminder";
import { setLinkReminder } from "./deliveries/operations/set-link-reminder";
import { cleanUpStaging } from "./retention/operations/clean-up-staging";
import { dropStagingCopy } from "./retention/operations/drop-staging-copy";
import { getStagingCopy } from "./retention/operations/get-staging-copy";
import { holdStagingCopy } from "./retention/operations/hold-staging-copy";
import { listStagingCopies } from "./retention/operations/list-staging-copies";
import { releaseStagingCopy } from "./retention/operations/release-staging-copy";
import { getBoard } from "./publishing/operations/get-board";
import { getTimeline } from "./publishing/operations/get-timeline";
import { publishNow } from "./publishing/operations/publish-now";
import { reconcileAssignment } from "./publishing/operations/reconcile-assignment";
import { getProof } from "./proof/operations/get-proof";
import { getUpload } from "./uploads/operations/get-upload";
import { listUploads } from "./uploads/operations/list-uploads";
import { editVideo } from "./videos/operations/edit-video";
import { getVideo } from "./videos/operations/get-video";
import { listVideos } from "./videos/operations/list-videos";

/** Everything the desk can do for those outside. The API's description is read off this list, and the MCP tools will be. */
export const operations = [
  listVideos,
  getVideo,
  editVideo,
  getProof,
  listUploads,
  getUpload,
  publishFinalAsset,
  listDeliveries,
  getDelivery,
  retryDelivery,
  listHistory,
  listLinks,
  renewLink,
  revokeLink,
  listCopies,
  checkCopies,
  listStores,
  listMoves,
  startMove,
  getMove,
  stopMove,
  resumeMove,
  setLinkReminder,
  dropLinkReminder,
  listStagingCopies,
  cleanUpStaging,
  getStagingCopy,
  holdStagingCopy,
  releaseStagingCopy,
  dropStagingCopy,
  getBoard,
  publishNow,
  reconcileAssignment,
  getTimeline,
  listAlerts,
  seeAlerts,
  listAlertRoutes,
  createAlertRoute,
  getAlertRoute,
  editAlertRoute,
  removeAlertRoute,
  testAlertRoute,
  listChannels,
  createChannel,
  getChannel,
  editChannel,
  removeChannel,
  pauseChannel,
  resumeChannel,
  testChannel,
  listPlatforms,
  listStops,
  throwStop,
  liftStop,
  createAssignments,
  listAssignments,
  getAssignment,
  editAssignment,
  cancelAssignment,
  retryAssignment,
  retryByCause,
  listSavedViews,
  saveView,
  removeView,
  listApiKeys,
  createApiKey,
  getApiKey,
  rotateApiKey,
  revokeApiKeySecret,
  revokeApiKey,
  listEntries,
  checkChain,
  listChecks,
  listPeople,
  invitePerson,
  getPerson,
  editPerson,
  removePerson,
  makePasswordLink,
  listPersonSessions,
  endPersonSessions,
  getAccount,
  listSessions,
  endSession,
  endOtherSessions,
  changePassword,
  askForReset,
  readPasswordLink,
  redeemPasswordLink,
] as const;
