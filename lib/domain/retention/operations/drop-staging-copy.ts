import type { Prisma } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { OneStagingCopy, StagingCopy } from "../contract";
import { removeStagingFiles } from "../jobs";
import { reasonsToKeep } from "../needs";
import { stagingGone } from "../refusals";
import { inState } from "../rules";
import { findStagingCopy, lockStagingCopies, lockStagingRevision, subjectOf, whyNot } from "../store";

/** Deleting twice is deleting once. The record goes first, the file right after it. */
export const dropStagingCopy = operation({
  name: "retention.drop",
  summary: "Delete a staging copy before its time is over, unless it is held or still needed.",
  effect: "writes",
  permission: "deliveries:write",
  input: OneStagingCopy,
  output: StagingCopy,
  refuses: { staging_copy_not_found: "not_found", staging_held: "conflict", staging_needed: "conflict" },
  subject: ({ id }) => subjectOf(id),

  async run({ id }, work) {
    if (await giveUp(work, id, ["due", "waiting"]))
      await work.enqueue(removeStagingFiles, { delivery_ids: [id] }, { key: id });
    const copy = await findStagingCopy(work, id);
    if (copy.state !== "dropped") throw whyNot(copy) ?? stagingGone();
    return copy;
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockStagingRevision(tx, id),
});

/**
 * Puts a staging copy on record as given up, where it is in one of these states at this moment: the guard
 * sits in the UPDATE, behind the row's lock, so that a hold or a lost copy that came first keeps it.
 */
export async function giveUp(work: Work, id: string, states: readonly ("due" | "waiting")[]): Promise<boolean> {
  await lockStagingCopies(work.tx, [id]);
  const reasons = await reasonsToKeep(work);
  const may: Prisma.StagingCopyWhereInput[] = states.map((state) => inState(state, { now: work.now, reasons }));
  const { count } = await work.tx.stagingCopy.updateMany({
    where: { deliveryId: id, OR: may },
    data: { droppedAt: work.now, droppedBy: work.caller.actorName, revision: { increment: 1 } },
  });
  return count === 1;
}
