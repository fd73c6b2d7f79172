import { deliveryFailed, deliveryRefused } from "@/lib/domain/deliveries/events";
import { log } from "@/lib/infra/log";
import type { OutboxEvent } from "@/lib/infra/outbox";

/** Facts that somebody should look at: what QC held back, and what failed on its way. */
const ALARMING = new Set([deliveryFailed.name, deliveryRefused.name]);

/** Raises an alert for each: a warning in the log with `alert: true`, for whatever watches the log to pick up. */
export function raiseAlerts(events: readonly OutboxEvent[]): void {
  for (const { id, type, subject, payload } of events) {
    if (ALARMING.has(type))
      log.warn({ alert: true, event: id, type, subject, payload }, `${type}: somebody should look`);
  }
}
