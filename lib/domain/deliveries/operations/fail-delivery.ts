import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { Delivery, OneRun } from "../contract";
import { deliveryFailed } from "../events";
import { storageKeyOf } from "../rules";
import { moveDelivery, subjectOf } from "../store";

export const failDelivery = operation({
  name: "deliveries.fail",
  summary: "Note that a run of a delivery came to a bad end, and why.",
  effect: "writes",
  permission: "deliveries:run",
  input: OneRun.extend({ code: z.string(), message: z.string() }),
  output: Delivery,
  subject: ({ id }) => subjectOf(id),

  async run({ id, run, code, message }, work) {
    const delivery = await moveDelivery(work, { id, run }, "fail", {
      errorCode: code,
      errorMessage: message,
      failedAt: work.now,
    });
    const row = await work.tx.delivery.findUniqueOrThrow({ where: { id } });
    await work.emit(deliveryFailed, subjectOf(id), {
      audit_log_id: id,
      video_id: row.videoId,
      project_id: row.projectId,
      storage_path: storageKeyOf(row),
      public_url: null,
      duration_seconds: row.claimedSeconds,
      checksum: row.checksum,
      published_at: null,
      status: "failed",
      error_code: code,
    });
    return delivery;
  },
});
