import { z } from "zod";
import { raiseAlert } from "@/lib/domain/alerts/jobs";
import { ALARMING_EVENTS } from "@/lib/domain/alerts/rules";
import { replicateCopies } from "@/lib/domain/copies/jobs";
import { deliveryPublished } from "@/lib/domain/deliveries/events";
import { drawPosterOfVideo } from "@/lib/domain/deliveries/jobs";
import { clearDelivered } from "@/lib/domain/uploads/jobs";
import type { Subscription } from "@/lib/infra/outbox";

/** Whatever may alarm somebody is looked into. */
const ALARMS = ALARMING_EVENTS.map((event): Subscription => ({
  event,
  job: raiseAlert,
  jobOf: ({ id }) => ({ payload: { event_id: id }, key: id }),
}));

/** Which facts set which work going: how an earlier module reaches a later one. */
export const SUBSCRIPTIONS: readonly Subscription[] = [
  ...ALARMS,
  {
    event: deliveryPublished.name,
    job: drawPosterOfVideo,
    jobOf({ payload }) {
      const { video_id: videoId } = z.object({ video_id: z.string() }).parse(payload);
      return { payload: { video_id: videoId }, key: videoId };
    },
  },
  {
    event: deliveryPublished.name,
    job: replicateCopies,
    jobOf({ payload }) {
      const { audit_log_id: id } = z.object({ audit_log_id: z.string() }).parse(payload);
      return { payload: { delivery_id: id }, key: id };
    },
  },
  {
    event: deliveryPublished.name,
    job: clearDelivered,
    jobOf({ payload }) {
      const { audit_log_id: deliveryId } = z.object({ audit_log_id: z.string() }).parse(payload);
      return { payload: { delivery_id: deliveryId }, key: deliveryId };
    },
  },
];
