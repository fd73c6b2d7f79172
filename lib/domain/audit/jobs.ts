import { z } from "zod";
import { MINUTE, SECOND } from "@/lib/core/time";
import { job } from "@/lib/infra/job";

const Asked = z.strictObject({ check_id: z.string(), actor_name: z.string() });

/** Where a check ends up that broke each time it was tried: it is kept as one that could not be finished. */
export const buryCheck = job({
  name: "audit-bury-check",
  payload: Asked,
  queue: { policy: "standard", retryLimit: 5, retryBackoff: true, notify: true },
});

/** A look through the whole chain. Whoever asks for one while another is waiting or walking is given that one. */
export const checkChain = job({
  name: "audit-check-chain",
  payload: Asked,
  queue: {
    policy: "exclusive",
    retryLimit: 2,
    retryBackoff: true,
    expireInSeconds: (60 * MINUTE) / SECOND,
    heartbeatSeconds: 30,
    deadLetter: buryCheck.name,
    notify: true,
  },
});

/** There is one chain, so there is one check at a time. */
export const THE_CHAIN = "chain";
