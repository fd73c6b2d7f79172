import { z } from "zod";
import { job } from "@/lib/infra/job";
import { MINUTE, SECOND } from "@/lib/core/time";

const Run = z.strictObject({ delivery_id: z.string(), run: z.int() });

/** Where a transfer ends up whose worker died: it marks the delivery failed, `worker_lost`. */
export const buryDelivery = job({
  name: "deliveries-bury",
  payload: Run,
  queue: { policy: "standard", retryLimit: 5, retryBackoff: true, notify: true },
});

/**
 * One run of one delivery: fetch, verify, store, publish. Exclusive and never retried by itself; it
 * expires beyond the fetch limit of 30 minutes and the verifying after it.
 */
export const carryDelivery = job({
  name: "deliveries-carry",
  payload: Run,
  queue: {
    policy: "exclusive",
    retryLimit: 0,
    expireInSeconds: (45 * MINUTE) / SECOND,
    heartbeatSeconds: 30,
    deadLetter: buryDelivery.name,
    notify: true,
  },
});

/** Draws the poster of a video whose delivery was published. Repeatable. */
export const drawPosterOfVideo = job({
  name: "videos-draw-poster",
  payload: z.strictObject({ video_id: z.string() }),
  queue: { policy: "exclusive", retryLimit: 3, retryBackoff: true, retryDelay: 5, expireInSeconds: 120, notify: true },
});

/**
 * Mails a reminder that is due. Not retried by itself: what was not claimed is left again a minute later,
 * and what a mail server did not take says itself when it is due anew.
 */
export const mailLinkReminder = job({
  name: "deliveries-mail-link-reminder",
  payload: z.strictObject({ reminder_id: z.string() }),
  queue: { policy: "exclusive", retryLimit: 0, expireInSeconds: 120, notify: true },
});
