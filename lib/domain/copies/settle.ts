import { subjectOf } from "@/lib/domain/deliveries/store";
import { db } from "@/lib/infra/db";
import type { Patience } from "@/lib/infra/operation";
import { waitForSignal } from "@/lib/infra/signal";
import type { DeliveryCopies } from "./contract";
import { copiesOf } from "./queries";

/** How often the copies are looked at even when no signal comes: the last one comes just before the job ends. */
const LOOK_EVERY_MS = 250;

/** Waits until the check that was asked for is over or the caller's patience ends. Reads only. */
export async function settleCopies(atOnce: DeliveryCopies, { waitMs, tell }: Patience): Promise<DeliveryCopies> {
  const deadline = Date.now() + waitMs;
  let copies = atOnce;
  while (copies.checking && Date.now() < deadline) {
    await waitForSignal(subjectOf(copies.audit_log_id), Math.min(LOOK_EVERY_MS, deadline - Date.now()));
    copies = await copiesOf(db(), copies.audit_log_id);
    tell?.(copies);
  }
  return copies;
}
