import { lookUpReset, mailPasswordLink } from "@/lib/domain/access/jobs";
import { raiseAlert, sendAlertMail, sendWebhook } from "@/lib/domain/alerts/jobs";
import { buryCheck, checkChain } from "@/lib/domain/audit/jobs";
import { foldSecrets, testChannel } from "@/lib/domain/channels/jobs";
import { checkCopies, moveObjects, replicateCopies, verifyCopy } from "@/lib/domain/copies/jobs";
import { buryDelivery, carryDelivery, drawPosterOfVideo, mailLinkReminder } from "@/lib/domain/deliveries/jobs";
import { removeStagingFiles } from "@/lib/domain/retention/jobs";
import { clearDelivered } from "@/lib/domain/uploads/jobs";
import { buryPreparing, lookForPost, preparePost, watchPost } from "@/lib/domain/publishing/jobs";
import type { QueueSettings } from "@/lib/infra/job";

/** Every queue there is; `npm run migrate` makes them. A dead letter queue stands before the queue that names it. */
export const QUEUES: readonly QueueSettings[] = [
  buryDelivery,
  carryDelivery,
  drawPosterOfVideo,
  mailLinkReminder,
  replicateCopies,
  checkCopies,
  verifyCopy,
  moveObjects,
  clearDelivered,
  removeStagingFiles,
  raiseAlert,
  sendWebhook,
  sendAlertMail,
  buryPreparing,
  preparePost,
  watchPost,
  lookForPost,
  testChannel,
  foldSecrets,
  buryCheck,
  checkChain,
  mailPasswordLink,
  lookUpReset,
].map(({ name, queue }) => ({
  name,
  options: queue,
}));
