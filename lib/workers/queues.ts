import { lookUpReset, mailPasswordLink } from "@/lib/domain/access/jobs";
import { buryCheck, checkChain } from "@/lib/domain/audit/jobs";
import { buryDelivery, carryDelivery, drawPosterOfVideo } from "@/lib/domain/deliveries/jobs";
import type { QueueSettings } from "@/lib/infra/job";

/** Every queue there is; `npm run migrate` makes them. A dead letter queue stands before the queue that names it. */
export const QUEUES: readonly QueueSettings[] = [
  buryDelivery,
  carryDelivery,
  drawPosterOfVideo,
  buryCheck,
  checkChain,
  mailPasswordLink,
  lookUpReset,
].map(({ name, queue }) => ({
  name,
  options: queue,
}));
