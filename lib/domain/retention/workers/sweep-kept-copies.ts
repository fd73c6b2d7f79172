import { HOUR } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { dropKept, keptCopies } from "@/lib/infra/staging/kept-copy";

/** Between a file's taking its name and its record lies a moment, never so long. */
const ORPHANED_AFTER = HOUR;
const AT_ONCE = 500;

/**
 * Removes the files in staging whose record says that they were given up, and those that have no record
 * and nobody writing one. Files on their way are `sweepStaging`'s.
 */
export async function sweepKeptCopies(now = new Date()): Promise<void> {
  const files = await keptCopies();
  for (let from = 0; from < files.length; from += AT_ONCE) {
    const some = files.slice(from, from + AT_ONCE);
    const ids = some.map(({ deliveryId }) => deliveryId);
    const rows = await db().stagingCopy.findMany({
      where: { deliveryId: { in: ids } },
      select: { deliveryId: true, droppedAt: true },
    });
    const records = new Map(rows.map(({ deliveryId, droppedAt }) => [deliveryId, droppedAt]));
    for (const { deliveryId, changedAt } of some) {
      const droppedAt = records.get(deliveryId);
      const orphaned = droppedAt === undefined && now.getTime() - changedAt.getTime() > ORPHANED_AFTER;
      if (droppedAt || orphaned) await dropKept(deliveryId);
    }
  }
}
