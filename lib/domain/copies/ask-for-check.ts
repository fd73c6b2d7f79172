import { MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { log } from "@/lib/infra/log";
import { checkCopies } from "./jobs";
import { leaveJob } from "./leave-job";

/** Who opens a film again and again asks for one check. */
const NOT_WITHIN = 10 * MINUTE;

/**
 * Has the copies of a film looked at, because a store did not have what the record promises. Never keeps anybody
 * from the film: what goes wrong here is logged.
 */
export async function askForCheck(deliveryId: string, now = new Date()): Promise<void> {
  try {
    const lookedAt = { gt: new Date(now.getTime() - NOT_WITHIN) };
    const fresh = await db().copy.count({ where: { deliveryId, trouble: { not: null }, checkedAt: lookedAt } });
    if (fresh === 0) await leaveJob(checkCopies, { delivery_id: deliveryId }, { key: deliveryId });
  } catch (error) {
    log.warn({ err: error, delivery: deliveryId }, "a check of a film's copies could not be asked for");
  }
}
