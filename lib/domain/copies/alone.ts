import { setTimeout as pause } from "node:timers/promises";
import { DAY } from "@/lib/core/time";
import { db, type Tx } from "@/lib/infra/db";

const LOOK_AGAIN_MS = 500;

const nameOf = (deliveryId: string) => `copies:${deliveryId}`;

/**
 * Runs `work` while nobody else reads or writes the stored copies of this delivery, in any worker: a copy
 * that one removes is not counted on by another. The transaction holds a lock and nothing else; it ends with
 * the process, however that dies, and no row waits for it. Throws the signal's reason.
 */
export async function aloneWith<T>(
  deliveryId: string,
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    const done = await db().$transaction(
      async (tx) => ((await take(tx, deliveryId)) ? { value: await work() } : null),
      { timeout: DAY },
    );
    if (done) return done.value;
    await pause(LOOK_AGAIN_MS);
  }
}

/** Whether somebody is at work on the copies of this delivery now. */
export async function isHeld(deliveryId: string): Promise<boolean> {
  const [{ free }] = await db().$queryRaw<[{ free: boolean }]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${nameOf(deliveryId)}, 0)) AS free`;
  return !free;
}

async function take(tx: Tx, deliveryId: string): Promise<boolean> {
  // A Postgres of somebody else may end transactions that are idle for a while, and this one is by design.
  await tx.$queryRaw`
    SELECT set_config(name, '0', true) FROM pg_settings
    WHERE name IN ('idle_in_transaction_session_timeout', 'transaction_timeout')`;
  const [{ mine }] = await tx.$queryRaw<[{ mine: boolean }]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${nameOf(deliveryId)}, 0)) AS mine`;
  return mine;
}
