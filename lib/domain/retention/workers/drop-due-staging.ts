import { insideCaller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { dropKept } from "@/lib/infra/staging/kept-copy";
import { reasonsToKeep } from "../needs";
import { dropDueStagingCopy } from "../operations/drop-due-staging-copy";
import { inState } from "../rules";

/** So many in one pass; the next one comes a minute later. */
const AT_ONCE = 200;

/**
 * Lets the staging copies go whose time is over: each on record first, in a transaction of its own, and
 * then its file. A worker that dies in between leaves a file that the sweep finds.
 */
export async function dropDueStaging(now = new Date()): Promise<void> {
  const reasons = await reasonsToKeep({ tx: db(), now });
  const due = await db().stagingCopy.findMany({
    where: inState("due", { now, reasons }),
    orderBy: [{ dropAt: "asc" }, { deliveryId: "asc" }],
    take: AT_ONCE,
    select: { deliveryId: true },
  });
  for (const { deliveryId: id } of due) {
    const dropped = await perform(dropDueStagingCopy, { id }, insideCaller("worker", `drop.${id}`), { now }).catch(
      keptAfterAll,
    );
    if (dropped) await dropKept(id);
  }
}

/** Somebody held it, or came to need it, since it was found. */
function keptAfterAll(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}
