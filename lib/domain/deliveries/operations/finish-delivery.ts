import { z } from "zod";
import { DAY } from "@/lib/core/time";
import { MediaFacts } from "@/lib/domain/videos/contract";
import { describeVideo } from "@/lib/domain/videos/operations/describe-video";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
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
  input: OneRun.extend({
    stored: z.strictObject({ store: z.string(), key: z.string(), location: z.string() }),
    media: MediaFacts,
    /** How long the staging copy stays; 0 where it is gone already. */
    staging_days: z.int(),
  }),
  output: Delivery,
  subject: ({ id }) => subjectOf(id),

  async run({ id, run, stored, media, staging_days: stagingDays }, work) {
    await moveDelivery(work, { id, run }, "publish", {
      storageLocation: stored.location,
      verifiedAt: work.now,
      publishedAt: work.now,
    });
    const row = await work.tx.delivery.findUniqueOrThrow({ where: { id } });
    const seen = {
      ...stored,
      state: "verified" as const,
      createdAt: work.now,
      verifiedAt: work.now,
      checkedAt: work.now,
    };
    await work.tx.copy.upsert({
      where: { deliveryId_store: { deliveryId: id, store: stored.store } },
      create: { deliveryId: id, ...seen },
      update: { ...seen, trouble: null },
    });
    if (stagingDays > 0) await keepStaging(work, { id, bytes: row.bytes ?? 0n, days: stagingDays });
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

/** The record of the file in staging that this delivery was verified in. */
async function keepStaging({ tx, now }: Work, { id, bytes, days }: { id: string; bytes: bigint; days: number }) {
  const kept = { bytes, keptAt: now, dropAt: new Date(now.getTime() + days * DAY), droppedAt: null, droppedBy: null };
  await tx.stagingCopy.upsert({ where: { deliveryId: id }, create: { deliveryId: id, ...kept }, update: kept });
}
