import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { UploadId } from "../contract";
import { uploadNotFound, uploadUnfinished } from "../refusals";

/** A delivery takes a finished upload as its source. Only whoever sent it may; another's is not there for them. */
export const useUpload = operation({
  name: "uploads.use",
  summary: "Take a finished upload as the source of a delivery.",
  effect: "writes",
  permission: "deliveries:write",
  input: z.strictObject({ id: UploadId, delivery_id: z.string() }),
  output: z.strictObject({ id: UploadId, file_name: z.string() }),
  subject: ({ id }) => `upload:${id}`,

  async run({ id, delivery_id: deliveryId }, { tx, caller }) {
    const upload = await tx.upload.findUnique({ where: { id, actorId: caller.actorId, removedAt: null } });
    if (!upload) throw uploadNotFound(id);
    if (upload.completedAt === null) throw uploadUnfinished(id);
    await tx.upload.update({ where: { id }, data: { deliveryId } });
    return { id, file_name: upload.fileName };
  },
});
