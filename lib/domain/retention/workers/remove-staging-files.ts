import { db } from "@/lib/infra/db";
import { dropKept } from "@/lib/infra/staging/kept-copy";

/** Removes the files of staging copies that are on record as given up, and no others. Repeatable. */
export async function removeStagingFiles(ids: readonly string[]): Promise<void> {
  const gone = await db().stagingCopy.findMany({
    where: { deliveryId: { in: [...ids] }, droppedAt: { not: null } },
    select: { deliveryId: true },
  });
  for (const { deliveryId } of gone) await dropKept(deliveryId);
}
