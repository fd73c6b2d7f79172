import { Refusal } from "@/lib/core/refusal";
import { subjectOf } from "@/lib/domain/deliveries/store";
import { db } from "@/lib/infra/db";
import { log } from "@/lib/infra/log";
import { SIGNAL_CHANNEL } from "@/lib/infra/signal";
import type { CopyRow } from "./store";

/**
 * What a look at a copy that changes nothing leaves on its row. Observations, not acts of the desk: no operation
 * and no audit entry, or the trail would grow by all that is stored every week.
 */
export async function noteIntact({ deliveryId, store }: CopyRow, now: Date): Promise<void> {
  await note({ deliveryId, store }, { verifiedAt: now, checkedAt: now, trouble: null });
}

/** Why it could not be looked at, or be written anew. Its state stays that of the look before. */
export async function noteTrouble({ deliveryId, store }: CopyRow, trouble: string, now: Date): Promise<void> {
  await note({ deliveryId, store }, { checkedAt: now, trouble });
}

/** A copy that was known to be lost still is. */
export async function noteStillLost(copy: CopyRow, state: "missing" | "altered", now: Date): Promise<void> {
  await note(copy, { state, checkedAt: now });
}

async function note(
  { deliveryId, store }: Pick<CopyRow, "deliveryId" | "store">,
  data: Partial<Pick<CopyRow, "state" | "verifiedAt" | "checkedAt" | "trouble">>,
): Promise<void> {
  await db().copy.updateMany({ where: { deliveryId, store }, data });
  await db().$executeRaw`SELECT pg_notify(${SIGNAL_CHANNEL}, ${subjectOf(deliveryId)})`;
}

/** What a store's error says to people: its own sentence where it is a refusal, else that the log knows. */
export function troubleOf(error: unknown, store: string): string {
  if (error instanceof Refusal) return error.message;
  log.warn({ err: error, store }, "a store did not do as asked");
  return "The store did not answer as it should. The worker's log tells why.";
}
