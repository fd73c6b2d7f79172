import { z } from "zod";
import { deliveryPublished } from "@/lib/domain/deliveries/events";
import { drawPosterOfVideo } from "@/lib/domain/deliveries/jobs";
import type { Subscription } from "@/lib/infra/outbox";

/** Which facts set which work going: how an earlier module reaches a later one. */
export const SUBSCRIPTIONS: readonly Subscription[] = [
  {
    event: deliveryPublished.name,
    job: drawPosterOfVideo,
    jobOf({ payload }) {
      const { video_id: videoId } = z.object({ video_id: z.string() }).parse(payload);
      return { payload: { video_id: videoId }, key: videoId };
    },
  },
];
