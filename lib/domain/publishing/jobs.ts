import { z } from "zod";
import { job } from "@/lib/infra/job";

const payload = z.strictObject({ assignment_id: z.string() });

/** Somebody died of preparing it, again and again: it is left to a person. */
export const buryPreparing = job({
  name: "publishing-bury-preparing",
  payload,
  queue: { policy: "standard", retryLimit: 8, retryBackoff: true, retryDelay: 2, expireInSeconds: 60 },
});

/** Freezes what goes out, and does with the platform whatever can be done before its time. The first death and two more. */
export const preparePost = job({
  name: "publishing-prepare",
  payload,
  queue: {
    policy: "exclusive",
    retryLimit: 2,
    retryDelay: 1,
    expireInSeconds: 6 * 3600,
    heartbeatSeconds: 30,
    deadLetter: buryPreparing.name,
    notify: true,
  },
});

/** What only reads: where its worker is lost, its row leaves it again as soon as that is noticed. */
const READING = {
  policy: "exclusive",
  retryLimit: 0,
  expireInSeconds: 300,
  heartbeatSeconds: 30,
  notify: true,
} as const;

/** Asks the platform whether the audience can see it. The row says when it is asked again: none of the tries is the queue's. */
export const watchPost = job({
  name: "publishing-watch",
  payload,
  queue: READING,
});

/** Looks on the platform for a try whose outcome nobody knows. */
export const lookForPost = job({
  name: "publishing-look",
  payload,
  queue: READING,
});
