import { db } from "./db";

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
              FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now()) AS jobs,
           (SELECT coalesce(extract(epoch FROM now() - min(occurred_at)), 0)::float8
              FROM outbox_events WHERE relayed_at IS NULL) AS events`;
  return row;
}
