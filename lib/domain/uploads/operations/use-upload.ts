import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { UploadId } from "../contract";
import { uploadNotFound, uploadUnfinished } from "../refusals";
import { findUpload, standing, subjectOf } from "../store";

/** A delivery takes a finished upload as its source. Only whoever sent it may; another's is not there for them. */
export const useUpload = operation({
  name: "uploads.use",
  summary: "Take a finished upload as the source of a delivery.",
  effect: "writes",
  permission: "deliveries:write",
  input: z.strictObject({ id: UploadId, delivery_id: z.string() }),
  output: z.strictObject({ id: UploadId, file_name: z.string() }),
  subject: ({ id }) => subjectOf(id),

  async run({ id, delivery_id: deliveryId }, { tx, caller, now }) {
    const whose = { actorId: caller.actorId, now };
    const upload = await findUpload(tx, { id, ...whose });
    if (upload.completed_at === null) throw uploadUnfinished(id);
    // Written under the same condition: whoever clears it away at this moment waits, or was first.
    const { count } = await tx.upload.updateMany({ where: { id, ...standing(whose) }, data: { deliveryId } });
    if (count === 0) throw uploadNotFound(id);
    return { id, file_name: upload.file_name };
  },
});
