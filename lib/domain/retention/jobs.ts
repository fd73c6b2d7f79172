import { z } from "zod";
import { job } from "@/lib/infra/job";

/** So many files in one job: a payload stays small. */
export const FILES_AT_ONCE = 100;

/** Removes the files of staging copies that are on record as given up. Repeatable; what it misses the sweep finds. */
export const removeStagingFiles = job({
  name: "retention-remove-staging-files",
  payload: z.strictObject({ delivery_ids: z.array(z.string()).max(FILES_AT_ONCE) }),
  queue: { policy: "standard", retryLimit: 3, retryBackoff: true, expireInSeconds: 300, notify: true },
});
