import { z } from "zod";
import { MediaFacts } from "@/lib/domain/videos/contract";
import { describeVideo } from "@/lib/domain/videos/operations/describe-video";
import { operation } from "@/lib/infra/operation";
import { Delivery, OneRun } from "../contract";
import { deliveryPublished } from "../events";
import { linkUrlWithoutToken } from "../link-token";
import { storageKeyOf } from "../rules";
import { findDelivery, moveDelivery, subjectOf } from "../store";
import { issueLink } from "./renew-link";

/** A verified object stands under its final name: the record, the link, the video and the event in one transaction. */
export const finishDelivery = operation({
  name: "deliveries.finish",
  summary: "Publish a delivery whose object has been stored and verified.",
  effect: "writes",
  permission: "deliveries:run",
  input: OneRun.extend({ storage_location: z.string(), media: MediaFacts }),
  output: Delivery,
  subject: ({ id }) => subjectOf(id),

  async run({ id, run, storage_location: storageLocation, media }, work) {
    await moveDelivery(work, { id, run }, "publish", {
      storageLocation,
      replicaCount: 1,
      verifiedAt: work.now,
      publishedAt: work.now,
    });
    const row = await work.tx.delivery.findUniqueOrThrow({ where: { id } });
    const link = await issueLink(work, { id, hours: row.urlExpiryHours });
    await work.also(describeVideo, { id: row.videoId, delivery_id: id, bytes: Number(row.bytes), media });
    await work.emit(deliveryPublished, subjectOf(id), {
      audit_log_id: id,
      video_id: row.videoId,
      project_id: row.projectId,
      storage_path: storageKeyOf(row),
      public_url: linkUrlWithoutToken(link),
      duration_seconds: media.duration_seconds,
      checksum: row.checksum,
      published_at: work.now.toISOString(),
      status: "published",
      error_code: null,
    });
    return findDelivery(work.tx, id);
  },
});
