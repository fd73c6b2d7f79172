import { operation } from "@/lib/infra/operation";
import { HoldStagingCopy, StagingCopy } from "../contract";
import { stagingGone } from "../refusals";
import { findStagingCopy, lockStagingRevision, subjectOf } from "../store";

/** Held again it has the newer reason. */
export const holdStagingCopy = operation({
  name: "retention.hold",
  summary: "Keep a staging copy beyond its time, and say why.",
  effect: "writes",
  permission: "deliveries:write",
  input: HoldStagingCopy,
  output: StagingCopy,
  refuses: { staging_copy_not_found: "not_found", staging_gone: "conflict" },
  subject: ({ id }) => subjectOf(id),

  async run({ id, reason }, work) {
    const { count } = await work.tx.stagingCopy.updateMany({
      where: { deliveryId: id, droppedAt: null },
      data: { heldAt: work.now, heldBy: work.caller.actorName, holdReason: reason, revision: { increment: 1 } },
    });
    const copy = await findStagingCopy(work, id);
    if (count === 0) throw stagingGone();
    return copy;
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockStagingRevision(tx, id),
});
