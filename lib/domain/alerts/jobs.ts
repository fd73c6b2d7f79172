import { z } from "zod";
import { job } from "@/lib/infra/job";

/** Makes an alert of an event. */
export const raiseAlert = job({
  name: "alerts-raise",
  payload: z.strictObject({ event_id: z.string() }),
  queue: { policy: "standard", retryLimit: 8, retryBackoff: true, retryDelay: 2, expireInSeconds: 60, notify: true },
});

/**
 * Looks whether a notice of a webhook is due, and sends it. Whoever sets when a notice is due leaves one
 * of these for that moment, in the same transaction; one that finds nothing due ends there. The tries
 * are counted on the notice's row, so none is the queue's.
 */
export const sendWebhook = job({
  name: "alerts-send-webhook",
  payload: z.strictObject({ notice_id: z.string() }),
  queue: { policy: "standard", retryLimit: 8, retryBackoff: true, retryDelay: 5, expireInSeconds: 60, notify: true },
});

/** The same for what waits for one mail of a route; a test is a mail of its own. */
export const sendAlertMail = job({
  name: "alerts-send-mail",
  payload: z.strictObject({ route_id: z.string(), test_notice_id: z.string().nullable() }),
  queue: { policy: "standard", retryLimit: 8, retryBackoff: true, retryDelay: 5, expireInSeconds: 180, notify: true },
});
