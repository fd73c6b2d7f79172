import { operation } from "@/lib/infra/operation";
import { OneUpload, Upload } from "../contract";
import { uploadInUse, uploadNotFound } from "../refusals";
import { findUpload, isInUse, standing, subjectOf } from "../store";

/** Gives an upload up. Its bytes are removed by the door, once this is on record. */
export const removeUpload = operation({
  name: "uploads.remove",
  summary: "Give up an upload of one's own.",
  effect: "writes",
  permission: "deliveries:write",
  input: OneUpload,
  output: Upload,
  refuses: { upload_not_found: "not_found", upload_in_use: "conflict" },
  subject: ({ id }) => subjectOf(id),

  async run({ id }, { tx, caller, now }) {
    const whose = { actorId: caller.actorId, now };
    const upload = await findUpload(tx, { id, ...whose });
    // The row first: a delivery that takes it at this moment writes the same row, and one of the two waits.
    const { count } = await tx.upload.updateMany({ where: { id, ...standing(whose) }, data: { removedAt: now } });
    if (count === 0) throw uploadNotFound(id);
    if (await isInUse(tx, id)) throw uploadInUse(id);
    return upload;
  },
});
