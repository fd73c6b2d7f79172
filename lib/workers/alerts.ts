import { ALARMING_EVENTS } from "@/lib/domain/alerts/rules";
import { log } from "@/lib/infra/log";
import type { OutboxEvent } from "@/lib/infra/outbox";

/** Facts that somebody should look at. */
const ALARMING: ReadonlySet<string> = new Set(ALARMING_EVENTS);

/** A warning in the log for each, with `alert: true`, for whatever watches the log; the alerts of the desk are made by jobs. */
export function raiseAlerts(events: readonly OutboxEvent[]): void {
  for (const { id, type, subject, payload } of events) {
    if (ALARMING.has(type))
      log.warn({ alert: true, event: id, type, subject, payload }, `${type}: somebody should look`);
  }
}
