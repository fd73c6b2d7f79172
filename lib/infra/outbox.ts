import { fromPrisma, type JobInsert } from "pg-boss";
import { db } from "./db";
import type { JobType } from "./job";
import { sender } from "./queue";

/** How many events one pass takes: the relay's cost is the round trip, not the rows (docs/performance.md). */
const BATCH = 2000;

export interface OutboxEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly payload: unknown;
  readonly occurred_at: Date;
}

/** What a fact sets going: the job, its payload and its key. */
export interface Subscription {
  readonly event: string;
  readonly job: JobType;
  jobOf(event: OutboxEvent): { readonly payload: object; readonly key: string };
}

/**
 * Passes waiting events on, in bulk: reads them, leaves the jobs that listen to them and marks them
 * relayed, all in one transaction, so an event is passed on once however often a relay dies. Several
 * relays may run at once. Returns how many it took.
 */
export async function relayOutbox(subscriptions: readonly Subscription[]): Promise<number> {
  const boss = await sender();
  return db().$transaction(async (tx) => {
    const events = await tx.$queryRaw<OutboxEvent[]>`
      SELECT id, type, subject, payload, occurred_at FROM outbox_events
      WHERE relayed_at IS NULL ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
    if (events.length === 0) return 0;

    for (const { job, event: type, ...subscription } of subscriptions) {
      const jobs = events
        .filter((event) => event.type === type)
        .map((event): JobInsert => {
          const { payload, key } = subscription.jobOf(event);
          return { data: job.payload.parse(payload) as object, singletonKey: key };
        });
      if (jobs.length > 0) await boss.insert(job.name, jobs, { db: fromPrisma(tx) });
    }
    await tx.$executeRaw`UPDATE outbox_events SET relayed_at = now() WHERE id = ANY(${events.map(({ id }) => id)}::uuid[])`;
    return events.length;
  });
}

/** Passes on everything that waits now. */
export async function drainOutbox(subscriptions: readonly Subscription[]): Promise<void> {
  while ((await relayOutbox(subscriptions)) === BATCH);
}
