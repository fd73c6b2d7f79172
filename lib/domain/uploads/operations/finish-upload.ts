import { env } from "@/lib/infra/env";
import { operation } from "@/lib/infra/operation";
import { OneUpload, Upload } from "../contract";
import { uploadUnfinished } from "../refusals";
import { expiryOf } from "../rules";
import { findUpload, subjectOf } from "../store";

/** The last byte is there: from now on it can be delivered. Finishing twice is finishing once. */
export const finishUpload = operation({
  name: "uploads.finish",
  summary: "Note that an upload has arrived whole.",
  effect: "writes",
  permission: "deliveries:write",
  input: OneUpload,
  output: Upload,
  refuses: { upload_not_found: "not_found", upload_unfinished: "conflict" },
  subject: ({ id }) => subjectOf(id),

  async run({ id }, { tx, caller, now }) {
    const whose = { id, actorId: caller.actorId, now };
    const upload = await findUpload(tx, whose);
    // What its sender promised was only a promise: the file itself is looked at.
    if (upload.bytes_received !== upload.bytes) throw uploadUnfinished(id);
    await tx.upload.updateMany({
      where: { id, completedAt: null, removedAt: null },
      data: { completedAt: now, expiresAt: expiryOf(now, env().UPLOAD_KEEP_DAYS) },
    });
    return findUpload(tx, whose);
  },
});
