import { db, Prisma } from "@/lib/infra/db";
import { HORIZON_MS } from "./rules";

/**
 * How often workers have died with it. What saw none is taken up in numbers, what saw one in small ones, and what saw
 * two alone: were it the reason, nothing else dies with it a third time.
 */
export const DEATHS = ["none", "one", "more"] as const;
export type Deaths = (typeof DEATHS)[number];

const deathsAre = (deaths: Deaths) =>
  ({ none: Prisma.sql`a.deaths = 0`, one: Prisma.sql`a.deaths = 1`, more: Prisma.sql`a.deaths > 1` })[deaths];

/** That a channel, `c`, takes anything now. Cap and probe are counted when a try begins, under the channel's lock. */
const flowing = Prisma.sql`
  c.status = 'active' AND c.removed_at IS NULL
  AND (c.breaker_open_until IS NULL OR c.breaker_open_until <= clock_timestamp())
  AND NOT EXISTS (SELECT FROM publishing_stops s WHERE s.scope IN ('all', 'platform:' || c.platform))`;

/** Asked the other way round, and once for all: so the schedule is read in its order, not channel by channel. */
const flows = Prisma.sql`a.channel_id <> ALL (ARRAY(SELECT c.id FROM channels c WHERE NOT (${flowing})))`;

/**
 * The present as an index understands it: the same for a whole statement, where `clock_timestamp()` moves on with
 * every row, and would have everything read that is parked.
 */
const present = Prisma.sql`statement_timestamp()`;

/** That an assignment, `a`, may be taken up: prepared, due within the horizon by the database's clock, not too late. */
export const claimable = (deaths: Deaths) => Prisma.sql`
  a.status = 'scheduled'
  AND a.due_at <= ${present} + ${deaths === "none" ? HORIZON_MS : 0} * interval '1 millisecond'
  AND a.prepared_at IS NOT NULL AND ${deathsAre(deaths)}
  AND a.scheduled_at + a.late_after_minutes * interval '1 minute' >= ${present}
  AND ${flows}`;

/** That nobody knows what came of its last try, and that the same is to be sent again under its key. */
export const repeatable = (deaths: Deaths) => Prisma.sql`
  a.status = 'publishing' AND a.lease_until <= ${present} AND ${deathsAre(deaths)}
  AND EXISTS (SELECT FROM publishing_attempts t WHERE t.assignment_id = a.id AND t.state = 'unknown')
  AND ${flows}`;

/** That its worker has not been heard of, and whatever it had begun is still open. */
export const lapsed = Prisma.sql`
  a.status = 'publishing' AND a.lease_until <= ${present}
  AND NOT EXISTS (SELECT FROM publishing_attempts t WHERE t.assignment_id = a.id AND t.state = 'unknown')`;

/**
 * That nobody knows what came of its last try, and that it cannot be sent again: its channel takes nothing any more, or
 * is held for longer than its patience.
 */
export const stranded = Prisma.sql`
  a.status = 'publishing' AND a.lease_until <= ${present}
  AND EXISTS (SELECT FROM publishing_attempts t WHERE t.assignment_id = a.id AND t.state = 'unknown')
  AND EXISTS (SELECT FROM channels c WHERE c.id = a.channel_id AND (
    c.status IN ('needs_reconnecting', 'disabled') OR c.removed_at IS NOT NULL
    OR (a.scheduled_at + a.late_after_minutes * interval '1 minute' < ${present} AND NOT (${flowing}))))`;

/** Why something that is due cannot go out any more; null where it still may. */
export const overdueCause = Prisma.sql`
  CASE
    WHEN c.status = 'needs_reconnecting' THEN 'sign_in_expired'
    WHEN c.status = 'disabled' THEN 'channel_disabled'
    WHEN a.findings <> '[]' AND a.scheduled_at <= ${present} THEN 'preflight'
    WHEN a.scheduled_at + a.late_after_minutes * interval '1 minute' < ${present} THEN 'missed'
  END`;

export const overdue = Prisma.sql`
  a.status = 'scheduled' AND a.due_at <= ${present}
  AND (SELECT ${overdueCause} FROM channels c WHERE c.id = a.channel_id) IS NOT NULL`;

/** Whether there is anything of each kind to do: one query of a few steps along indexes, however much is parked. */
export interface Waiting {
  readonly none: boolean;
  readonly one: boolean;
  readonly more: boolean;
  readonly lapsed: boolean;
  readonly overdue: boolean;
  /** Something to be prepared, watched or looked for. */
  readonly jobs: boolean;
}

const there = (condition: Prisma.Sql) => Prisma.sql`
  EXISTS (SELECT FROM distribution_platform_status a WHERE ${condition})`;

const claims = (deaths: Deaths) => Prisma.sql`(${there(claimable(deaths))} OR ${there(repeatable(deaths))})`;

export async function whatWaits(): Promise<Waiting> {
  const [row] = await db().$queryRaw<[Waiting]>`
    SELECT ${claims("none")} AS "none", ${claims("one")} AS "one", ${claims("more")} AS "more",
      (${there(lapsed)} OR ${there(stranded)}) AS "lapsed", ${there(overdue)} AS "overdue",
      EXISTS (SELECT FROM distribution_platform_status
              WHERE status = 'scheduled' AND prepare_due_at IS NOT NULL AND prepare_due_at <= ${present})
      OR EXISTS (SELECT FROM distribution_platform_status
                 WHERE watch_due_at IS NOT NULL AND watch_due_at <= ${present})
      OR EXISTS (SELECT FROM publishing_attempts
                 WHERE look_due_at IS NOT NULL AND look_due_at <= ${present} AND state = 'unknown') AS "jobs"`;
  return row;
}
