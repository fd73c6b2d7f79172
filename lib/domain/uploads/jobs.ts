import { z } from "zod";
import { job } from "@/lib/infra/job";

/** Clears away the uploads that a published delivery was made of. Repeatable; what it misses, the sweep finds. */
export const clearDelivered = job({
  name: "uploads-clear-delivered",
  payload: z.strictObject({ delivery_id: z.string() }),
  queue: { policy: "exclusive", retryLimit: 3, retryBackoff: true, notify: true },
});
