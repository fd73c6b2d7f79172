import { sweepAccess } from "@/lib/domain/access/sweep-access";
import { redateLinkReminders } from "@/lib/domain/deliveries/workers/redate-link-reminders";
import { sweepKeptCopies } from "@/lib/domain/retention/workers/sweep-kept-copies";
import { isHeld } from "@/lib/domain/copies/alone";
import { sweepUploads } from "@/lib/domain/uploads/workers/clear-uploads";
import { db } from "@/lib/infra/db";
import { sweepIdempotencyRecords } from "@/lib/infra/idempotency";
import { log } from "@/lib/infra/log";
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
  await sweepUploads();
  await sweepStaging({ keep: ({ deliveryId: id, run }) => isUnderWay({ id, run }) });
  await sweepKeptCopies();
  await redateLinkReminders();
  for (const store of stores()) {
    await store.sweep({ keep: isNotOurs }).catch((error: unknown) => {
      log.warn({ err: error, store: store.name }, "a store could not be swept; it is tried again in an hour");
    });
  }
}

/** What is half-made under a key stays where somebody is at work on it, or where it belongs to no delivery of this desk: a bucket may be shared. */
async function isNotOurs(key: string): Promise<boolean> {
  const [, id] = /(?:^|\/)(dist_[0-9a-f]{20})\.mp4$/.exec(key) ?? [];
  if (id === undefined || (await db().delivery.count({ where: { id } })) === 0) return true;
  return isUnderWay({ id });
}

async function isUnderWay(run: { id: string; run?: number }): Promise<boolean> {
  const status = { in: ["queued" as const, "fetching" as const, "verifying" as const] };
  // A published film is written too, when it is copied to another store.
  return (await db().delivery.count({ where: { ...run, status } })) > 0 || (await isHeld(run.id));
}
