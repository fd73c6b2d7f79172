import { sweepAccess } from "@/lib/domain/access/sweep-access";
import { db } from "@/lib/infra/db";
import { sweepIdempotencyRecords } from "@/lib/infra/idempotency";
import { sweepCounters } from "@/lib/infra/rate-limit";
import { sweepStaging } from "@/lib/infra/staging/sweep-staging";
import { stores } from "@/lib/infra/storage/stores";

/**
 * Removes what dead runs left behind, staged parts and half-made objects, and what nobody asks for any
 * more. What a run under way is writing stays.
 */
export async function sweepLeftovers(): Promise<void> {
  await sweepIdempotencyRecords();
  await sweepAccess();
  await sweepCounters();
  await sweepStaging({ keep: ({ deliveryId: id, run }) => isUnderWay({ id, run }) });
  for (const store of stores()) {
    await store.sweep({ keep: (key) => isUnderWay({ id: deliveryOfKey(key) }) });
  }
}

/** The key of an object ends in its delivery's id. */
const deliveryOfKey = (key: string) =>
  key
    .split("/")
    .at(-1)
    ?.replace(/\.mp4$/, "") ?? "";

async function isUnderWay(run: { id: string; run?: number }): Promise<boolean> {
  return (await db().delivery.count({ where: { ...run, status: { in: ["queued", "fetching", "verifying"] } } })) > 0;
}
