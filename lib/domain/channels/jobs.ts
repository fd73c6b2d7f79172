import { z } from "zod";
import { job } from "@/lib/infra/job";

/** Asks the platform whether a channel can be used as it is. */
export const testChannel = job({
  name: "channels-test",
  payload: z.strictObject({ channel_id: z.string(), asked_at: z.iso.datetime() }),
  queue: { policy: "standard", retryLimit: 2, retryDelay: 1, expireInSeconds: 120, notify: true },
});

/** Brings a signing secret and the former one into one sealed text, which only a worker can open. */
export const foldSecrets = job({
  name: "channels-fold-secrets",
  payload: z.strictObject({ channel_id: z.string() }),
  queue: { policy: "standard", retryLimit: 8, retryBackoff: true, retryDelay: 2, expireInSeconds: 60, notify: true },
});
