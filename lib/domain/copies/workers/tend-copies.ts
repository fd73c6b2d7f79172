import { insideCaller } from "@/lib/core/caller";
import { DAY, MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import type { JobType } from "@/lib/infra/job";
import { stores } from "@/lib/infra/storage/stores";
import { payloadUnderWay } from "@/lib/infra/under-way";
import { openWork } from "@/lib/infra/work";
import { keyOfCopy, moveObjects, replicateCopies, verifyCopy } from "../jobs";
import { leaveJob } from "../leave-job";
import { movesForRules } from "../queries";
import { emptiedAt, TRY_AGAIN_AFTER } from "../rules";

/** How much work waits at most in one queue, so that a store that was named anew is filled in pieces. */
const BATCH = 200;

/** What was published a moment ago has its job from the event. */
const JUST_NOW = MINUTE;

/**
 * What a worker does every few minutes: leaves work for published films that lack a verified copy in a store of
 * the settings, for copies that nobody read for `VERIFY_EVERY_DAYS`, and for a move whose job is gone. Any
 * number of workers may do it at once; the queues keep each piece of work once.
 */
export async function tendCopies({ now = new Date() } = {}): Promise<void> {
  await restartMove();
  const lacking = await lackingCopies(now, await roomIn(replicateCopies));
  await leave(lacking.map((id) => ({ type: replicateCopies, payload: { delivery_id: id }, key: id })));
  const due = await dueCopies(now, await roomIn(verifyCopy));
  await leave(
    due.map(({ deliveryId, store }) => ({
      type: verifyCopy,
      payload: { delivery_id: deliveryId, store },
      key: keyOfCopy({ deliveryId, store }),
    })),
  );
}

/** A move that runs, and whose worker and job are gone, goes on. */
async function restartMove(): Promise<void> {
  for (const { id } of await db().storageMove.findMany({ where: { status: "running" }, select: { id: true } })) {
    if ((await payloadUnderWay(db(), moveObjects, id)) === null)
      await leaveJob(moveObjects, { move_id: id }, { key: id });
  }
}

async function roomIn({ name }: JobType): Promise<number> {
  const [{ waiting }] = await db().$queryRaw<[{ waiting: number }]>`
    SELECT count(*)::int AS waiting FROM pgboss.job WHERE name = ${name} AND state IN ('created', 'retry')`;
  return Math.max(0, BATCH - waiting);
}

/**
 * Published films without a verified copy in a store, and with something to make one from, store by store so that
 * one that does not answer keeps nothing from the others. What was tried in vain in the last hour, and what a
 * running move is about to bring there, is left alone. A try that found nothing sound has not failed: that one
 * left no verified copy on record, and is not made again for an hour either.
 */
async function lackingCopies(now: Date, room: number): Promise<string[]> {
  const names = stores().map(({ name }) => name);
  const moves = await movesForRules(db());
  const running = await db().storageMove.findMany({ where: { status: "running" }, select: { target: true } });
  const [justNow, tried] = [new Date(now.getTime() - JUST_NOW), new Date(now.getTime() - TRY_AGAIN_AFTER)];
  const found = new Set<string>();
  for (const store of names) {
    if (running.some(({ target }) => target === store)) continue;
    const emptied = emptiedAt(store, moves);
    const rows = await db().$queryRaw<{ id: string }[]>`
      SELECT d.id FROM deliveries d LEFT JOIN copies c ON c.delivery_id = d.id AND c.store = ${store}
      WHERE d.status = 'published'
        AND CASE WHEN c.store IS NULL
                 THEN d.published_at < ${justNow} AND d.published_at > ${emptied ?? LONG_AGO}
                      AND (EXISTS (SELECT FROM staging_copies s WHERE s.delivery_id = d.id AND s.dropped_at IS NULL)
                           OR EXISTS (SELECT FROM copies o WHERE o.delivery_id = d.id AND o.state = 'verified'
                                                             AND o.store = ANY(${names})))
                 ELSE c.state <> 'verified' AND c.checked_at < ${tried} END
        AND NOT EXISTS (SELECT FROM pgboss.job j WHERE j.name = ${replicateCopies.name} AND j.singleton_key = d.id
                          AND j.completed_on > ${tried}
                          AND (j.state = 'failed'
                               OR NOT EXISTS (SELECT FROM copies o WHERE o.delivery_id = d.id AND o.state = 'verified'
                                                                     AND o.store = ANY(${names}))))
      ORDER BY d.published_at, d.id LIMIT ${room}`;
    for (const { id } of rows) found.add(id);
  }
  return [...found];
}

const LONG_AGO = new Date(0);

/** Copies of the settings' stores that nobody read for long, the longest first; one that could not be read is due sooner. */
async function dueCopies(now: Date, room: number) {
  const days = env().VERIFY_EVERY_DAYS;
  if (days === 0) return [];
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  return db().copy.findMany({
    where: {
      store: { in: stores().map(({ name }) => name) },
      state: "verified",
      OR: [
        { checkedAt: { lt: before(days * DAY) } },
        { trouble: { not: null }, checkedAt: { lt: before(TRY_AGAIN_AFTER) } },
      ],
    },
    orderBy: { checkedAt: "asc" },
    take: room,
    select: { deliveryId: true, store: true },
  });
}

interface Piece {
  readonly type: JobType;
  readonly payload: object;
  readonly key: string;
}

/** Leaves many jobs in one transaction. */
async function leave(pieces: readonly Piece[]): Promise<void> {
  if (pieces.length === 0) return;
  await db().$transaction(async (tx) => {
    const work = openWork(tx, insideCaller("worker", "copies.tend"), new Date());
    for (const { type, payload, key } of pieces) await work.enqueue(type, payload, { key });
  });
}
