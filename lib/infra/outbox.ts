import { fromPrisma, type JobInsert } from "pg-boss";
import { db } from "./db";
import type { JobType } from "./job";
import { log } from "./log";
import { sender } from "./queue";

/** How many events one pass takes: the relay's cost is the round trip, not the rows. */
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
 * relays may run at once. An event that a subscription cannot read (an older release may have written
 * it) is logged and passed over: it must not hold up the rest. Returns what it took.
 */
export async function relayOutbox(subscriptions: readonly Subscription[]): Promise<readonly OutboxEvent[]> {
  const boss = await sender();
  return db().$transaction(async (tx) => {
    const events = await tx.$queryRaw<OutboxEvent[]>`
      SELECT id, type, subject, payload, occurred_at FROM outbox_events
      WHERE relayed_at IS NULL ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
    if (events.length === 0) return events;

    for (const subscription of subscriptions) {
      const jobs = events
        .filter(({ type }) => type === subscription.event)
        .flatMap((event) => jobsOf(subscription, event));
      if (jobs.length > 0) await boss.insert(subscription.job.name, jobs, { db: fromPrisma(tx) });
    }
    await tx.$executeRaw`UPDATE outbox_events SET relayed_at = now() WHERE id = ANY(${events.map(({ id }) => id)}::uuid[])`;
    return events;
  });
}

/** Passes on everything that waits now, and hands each batch to `told` once it is passed on. */
export async function drainOutbox(
  subscriptions: readonly Subscription[],
  told: (events: readonly OutboxEvent[]) => void = () => undefined,
): Promise<void> {
  let taken: number;
  do {
    const events = await relayOutbox(subscriptions);
    taken = events.length;
    told(events);
  } while (taken === BATCH);
}

function jobsOf(subscription: Subscription, event: OutboxEvent): JobInsert[] {
  try {
    const { payload, key } = subscription.jobOf(event);
    return [{ data: subscription.job.payload.parse(payload) as object, singletonKey: key }];
  } catch (error) {
    log.error(
      { err: error, event: event.id, type: event.type, job: subscription.job.name },
      "an event could not be read",
    );
    return [];
  }
}
