import type { Moves } from "@/lib/core/lifecycle";
import type { DeliveryStatus } from "./contract";

export const DELIVERY_MOVES = {
  fetch: { from: ["queued"], to: "fetching" },
  verify: { from: ["fetching"], to: "verifying" },
  publish: { from: ["verifying"], to: "published" },
  fail: { from: ["queued", "fetching", "verifying"], to: "failed" },
  retry: { from: ["failed"], to: "queued" },
  /** Its copies are lost everywhere, and it is delivered once more. */
  redeliver: { from: ["published"], to: "queued" },
} as const satisfies Moves<DeliveryStatus>;

export type DeliveryMove = keyof typeof DELIVERY_MOVES;

/** Still on its way: a second call joins it. */
export const inFlight = (status: DeliveryStatus) => status !== "published" && status !== "failed";
