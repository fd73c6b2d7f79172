import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { UploadId } from "../contract";
import { uploadInUse } from "../refusals";
import { isInUse, subjectOf } from "../store";

/** An upload is over: delivered, or left waiting too long. Its bytes are removed by the worker, once this is on record. */
export const clearUpload = operation({
  name: "uploads.clear",
  summary: "Clear away an upload that was delivered or waited too long.",
  effect: "writes",
  permission: "deliveries:run",
  input: z.strictObject({ id: UploadId }),
  output: z.strictObject({ id: UploadId }),
  subject: ({ id }) => subjectOf(id),

  async run({ id }, { tx, now }) {
    await tx.upload.updateMany({ where: { id, removedAt: null }, data: { removedAt: now } });
    if (await isInUse(tx, id)) throw uploadInUse(id);
    return { id };
  },
});
