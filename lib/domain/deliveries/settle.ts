import type { Patience } from "@/lib/infra/operation";
import { db } from "@/lib/infra/db";
import { waitForSignal } from "@/lib/infra/signal";
import type { Delivered } from "./contract";
import { inFlight } from "./lifecycle";
import { failureOf } from "./refusals";
import { findDelivery, subjectOf } from "./store";

/** How often the row is looked at even when no signal comes. */
const LOOK_EVERY_MS = 1000;

/**
 * Waits until the delivery is published or failed, or until the caller's patience ends. Reads only.
 * A failed one becomes the refusal it ended in; one still on its way is answered as it stands.
 */
export async function settleDelivery(atOnce: Delivered, { waitMs, tell }: Patience): Promise<Delivered> {
  if (!("status" in atOnce)) return atOnce;
  const id = atOnce.audit_log_id;
  const deadline = Date.now() + waitMs;
  let delivery = atOnce;
  while (inFlight(delivery.status) && Date.now() < deadline) {
    await waitForSignal(subjectOf(id), Math.min(LOOK_EVERY_MS, deadline - Date.now()));
    delivery = await findDelivery(db(), id);
    tell?.(delivery);
  }
  if (delivery.status === "failed") throw failureOf({ code: delivery.error_code, message: delivery.error_message, id });
  return delivery.distribution_record ? { distribution_record: delivery.distribution_record } : delivery;
}
