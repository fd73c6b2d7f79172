import { operation } from "@/lib/infra/operation";
import { OneUpload, Upload } from "../contract";
import { findUpload, subjectOf } from "../store";

export const getUpload = operation({
  name: "uploads.get",
  summary: "Look how far an upload of one's own is.",
  effect: "reads",
  permission: "deliveries:write",
  input: OneUpload,
  output: Upload,
  refuses: { upload_not_found: "not_found" },
  subject: ({ id }) => subjectOf(id),

  run: ({ id }, { tx, caller, now }) => findUpload(tx, { id, actorId: caller.actorId, now }),
});
