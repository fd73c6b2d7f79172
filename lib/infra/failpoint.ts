import { env } from "@/lib/infra/env";

/** The named moments of a delivery at which a test may kill the worker, in the order they pass. */
export const FAILPOINTS = [
  "delivery-before-fetch",
  "delivery-mid-fetch",
  "delivery-after-fetch",
  "delivery-after-look",
  "delivery-before-store",
  /** The object stands under its temporary name only. */
  "delivery-after-link",
  /** The object stands under its final name, the record does not say so yet. */
  "delivery-after-rename",
  "delivery-before-publish",
  "delivery-after-publish",
] as const;

/** The same for one film of a move that removes its source. */
export const MOVE_FAILPOINTS = ["move-after-put", "move-after-remove", "move-after-note"] as const;
export type Failpoint = (typeof FAILPOINTS)[number] | (typeof MOVE_FAILPOINTS)[number];

/**
 * Dies here, without a chance to tidy up, when `MARQUEE_FAILPOINT` names this point; otherwise does
 * nothing. Tests of crashes set it on a worker of their own.
 */
export function failpoint(name: Failpoint): void {
  if (env().MARQUEE_FAILPOINT === name) process.kill(process.pid, "SIGKILL");
}
