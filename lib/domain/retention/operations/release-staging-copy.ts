import { operation } from "@/lib/infra/operation";
import { OneStagingCopy, StagingCopy } from "../contract";
import { stagingCopyNotFound, stagingGone } from "../refusals";
import { dropAtAfterRelease } from "../rules";
import { findStagingCopy, lockStagingRevision, subjectOf } from "../store";

/** Where nobody holds it nothing changes. */
export const releaseStagingCopy = operation({
  name: "retention.release",
  summary: "Hold a staging copy no longer; one whose time is over stays for another day.",
  effect: "writes",
  permission: "deliveries:write",
  input: OneStagingCopy,
  output: StagingCopy,
  refuses: { staging_copy_not_found: "not_found", staging_gone: "conflict" },
  subject: ({ id }) => subjectOf(id),

  async run({ id }, work) {
    await lockStagingRevision(work.tx, id);
    const row = await work.tx.stagingCopy.findUnique({ where: { deliveryId: id } });
    if (!row) throw stagingCopyNotFound(id);
    if (row.droppedAt !== null) throw stagingGone();
    if (row.heldAt !== null) {
      const free = { heldAt: null, heldBy: null, holdReason: null };
      await work.tx.stagingCopy.update({
        where: { deliveryId: id },
        data: { ...free, dropAt: dropAtAfterRelease(row.dropAt, work.now), revision: { increment: 1 } },
      });
    }
    return findStagingCopy(work, id);
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockStagingRevision(tx, id),
});
