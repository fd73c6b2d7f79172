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
}

/** Health is whether the work gets done, not whether a process is there: a dead worker shows here. */
export async function oldestDueWork(): Promise<Overdue> {
  const [row] = await db().$queryRaw<[Overdue]>`
    SELECT (SELECT coalesce(extract(epoch FROM now() - min(greatest(created_on, start_after))), 0)::float8
              FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now()
                AND name <> ALL(${[...UNHURRIED]}::text[])) AS jobs,
           (SELECT coalesce(extract(epoch FROM now() - min(occurred_at)), 0)::float8
              FROM outbox_events WHERE relayed_at IS NULL) AS events`;
  return row;
}
