import { db } from "./db";

/**
 * Queues whose work nobody waits for: while a store is filled, read again or moved they are long for hours, and
 * the desk does all it should. A dead worker shows in the others.
 */
export const UNHURRIED: readonly string[] = ["copies-replicate", "copies-verify", "copies-move-objects"];

/** How long the oldest work that is due has been waiting, in seconds; 0 where nothing waits. */
export interface Overdue {
  /** Jobs that could run and that nobody has taken. */
  readonly jobs: number;
  /** Events that nobody has passed on. */
  readonly events: number;
  /** Assignments that are due, ready, and not held by anybody, that no worker has taken up. */
  readonly assignments: number;
}

/** Health is whether the work gets done, not whether a process is there: a dead worker shows here. */
export async function oldestDueWork(): Promise<Overdue> {
  const [row] = await db().$queryRaw<[Overdue]>`
    SELECT (SELECT coalesce(extract(epoch FROM now() - min(greatest(created_on, start_after))), 0)::float8
              FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now()
                AND name <> ALL(${[...UNHURRIED]}::text[])) AS jobs,
           (SELECT coalesce(extract(epoch FROM now() - min(occurred_at)), 0)::float8
              FROM outbox_events WHERE relayed_at IS NULL) AS events,
           (SELECT coalesce(extract(epoch FROM now() - min(a.due_at)), 0)::float8
              FROM distribution_platform_status a JOIN channels c ON c.id = a.channel_id
              WHERE a.status = 'scheduled' AND a.due_at <= now() AND a.prepared_at IS NOT NULL
                AND a.scheduled_at + a.late_after_minutes * interval '1 minute' > now()
                AND c.status = 'active' AND (c.breaker_open_until IS NULL OR c.breaker_open_until <= now())
                AND NOT EXISTS (SELECT FROM publishing_stops s WHERE s.scope IN ('all', 'platform:' || c.platform))
           ) AS assignments`;
  return row;
}
