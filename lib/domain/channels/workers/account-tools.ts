import { SECOND } from "@/lib/core/time";
import { env } from "@/lib/infra/env";
import { callsThrough } from "@/lib/infra/outbound/call";
import type { Resolve } from "@/lib/infra/outbound/guard";
import type { Tools } from "@/lib/platforms/contract";

const WITHIN_MS = 15 * SECOND;

/** What a connector is handed that looks after an account: there is no film. */
export const accountTools = ({ now, resolve }: { now: () => Date; resolve?: Resolve | undefined }): Tools => ({
  call: callsThrough({ allow: env().OUTBOUND_ALLOW, withinMs: WITHIN_MS, ...(resolve && { resolve }) }),
  openMedia: () => {
    throw new Error("An account is looked after without a film.");
  },
  now,
  deskUrl: env().MARQUEE_URL,
});
