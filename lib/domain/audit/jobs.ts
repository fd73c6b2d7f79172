import { z } from "zod";
import { MINUTE, SECOND } from "@/lib/core/time";
import { job } from "@/lib/infra/job";

/** A look through the whole chain. Under one key only one walks at a time, however many workers there are. */
export const checkChain = job({
  name: "audit-check-chain",
  payload: z.strictObject({ check_id: z.string(), actor_name: z.string() }),
  queue: {
    policy: "singleton",
    retryLimit: 2,
    retryBackoff: true,
    expireInSeconds: (60 * MINUTE) / SECOND,
    heartbeatSeconds: 30,
    notify: true,
  },
});
