import { asOneLine } from "@/lib/core/one-line";
import { Refusal } from "@/lib/core/refusal";
import { tagsOf, titleFromSource, videoIdOf } from "@/lib/domain/videos/rules";
import { useUpload } from "@/lib/domain/uploads/operations/use-upload";
import { UPLOAD_SOURCE } from "@/lib/domain/uploads/contract";
import { clearDelivered } from "@/lib/domain/uploads/jobs";
import { registerVideo } from "@/lib/domain/videos/operations/register-video";
import type { Prisma } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { lockUntilCommit } from "@/lib/infra/lock";
import { operation } from "@/lib/infra/operation";
import { refuseUrl } from "@/lib/infra/outbound/address-rules";
import { seal } from "@/lib/infra/secrets";
import type { Work } from "@/lib/infra/work";
import { Delivered, PublishFinalAsset } from "../contract";
import { deliveryRefused } from "../events";
import { carryDelivery } from "../jobs";
import { inFlight } from "../lifecycle";
import { qcNotPassed } from "../refusals";
import { deliveryIdOf, sealPlaceOf, storageKeyOf, withoutQuery } from "../rules";
import { settleDelivery } from "../settle";
import { findDelivery, hasNoCopyLeft, moveDelivery, subjectOf } from "../store";
import { issueLink } from "./renew-link";

export const publishFinalAsset = operation({
  name: "deliveries.publish",
  toolName: "publish_final_asset",
  summary: "Deliver a QC-approved MP4: fetch it, verify it, store it and hand out a signed link.",
  effect: "writes",
  permission: "deliveries:write",
  input: PublishFinalAsset,
  output: Delivered,
  refuses: {
    qc_not_passed: "unprocessable",
    checksum_mismatch: "unprocessable",
    not_an_mp4: "unprocessable",
    duration_mismatch: "unprocessable",
    source_refused: "invalid",
    upload_not_found: "not_found",
    upload_unfinished: "conflict",
    source_unreachable: "upstream",
    too_large: "too_large",
    storage_full: "unavailable",
    storage_failed: "unavailable",
    worker_lost: "unavailable",
    carrying_failed: "unavailable",
    source_unreadable: "conflict",
  },
  answers: {
    200: "It was published already: the metadata is overwritten, the link renewed, nothing copied.",
    201: "Published.",
    202: "Still on its way; Location says where to look.",
  },
  subject: (input) => subjectOf(idOf(input)),

  async run(input, work) {
    if (input.qc_report.status !== "pass") throw qcNotPassed(input.qc_report.status);
    const id = idOf(input);
    await lockUntilCommit(work.tx, id);
    const known = await work.tx.delivery.findUnique({
      where: { id },
      select: { status: true, run: true, video: { select: { title: true } } },
    });
    const lost = known?.status === "published" && (await hasNoCopyLeft(work.tx, id));
    const wantsBytes = known === null || known.status === "failed" || lost;
    const source = await sourceOf(input.final_edit.video_url, id, work).catch((error: unknown) => {
      // The upload went when its delivery was published; the same call again is still the same call.
      if (wantsBytes || !(error instanceof Refusal && error.code === "upload_not_found")) throw error;
      const url = input.final_edit.video_url;
      return { whole: url, shown: url, title: known.video.title };
    });
    if (known && inFlight(known.status)) return findDelivery(work.tx, id);

    const { metadata, url_expiry_hours: urlExpiryHours } = input.distribution_settings;
    const sourceUrl = source.shown;
    const { id: videoId } = await work.also(registerVideo, {
      project_id: input.project_id,
      checksum: input.final_edit.checksum,
      concept_id: metadata.concept_id ?? null,
      title: asOneLine(metadata.title ?? source.title) || id,
      tags: tagsOf(metadata.tags ?? []),
      delivery_id: id,
    });
    if (known?.status === "published" && !lost) {
      await work.tx.delivery.update({
        where: { id },
        data: { metadata: metadata as Prisma.InputJsonObject, urlExpiryHours, revision: { increment: 1 } },
      });
      await issueLink(work, { id, hours: urlExpiryHours });
      if (UPLOAD_SOURCE.test(sourceUrl)) await work.enqueue(clearDelivered, { delivery_id: id }, { key: id });
      return findDelivery(work.tx, id);
    }

    const asset = {
      claimedSeconds: input.final_edit.duration_seconds,
      sourceUrl,
      sourceSealed: seal(source.whole, sealPlaceOf(id)),
      qcStatus: input.qc_report.status,
      qcReportId: input.qc_report.report_id ?? null,
      qcCheckedAt: input.qc_report.checked_at ? new Date(input.qc_report.checked_at) : null,
      urlExpiryHours,
      metadata: metadata as Prisma.InputJsonObject,
      queuedAt: work.now,
    };
    if (known) return restart(work, { id, run: known.run, move: lost ? "redeliver" : "retry" }, asset);

    await work.tx.delivery.create({
      data: {
        ...asset,
        id,
        videoId,
        projectId: input.project_id,
        storagePrefix: input.distribution_settings.storage_prefix,
        checksum: input.final_edit.checksum,
        createdAt: work.now,
      },
    });
    await work.enqueue(carryDelivery, { delivery_id: id, run: 1 }, { key: `${id}:1` });
    return findDelivery(work.tx, id);
  },

  settle: settleDelivery,

  respond(settled, atOnce) {
    // Already published when the call came: nothing was made, so nothing is 201.
    if (atOnce && "status" in atOnce && atOnce.status === "published") return { status: 200 };
    if ("status" in settled)
      return { status: 202, headers: { location: `/api/v1/deliveries/${settled.audit_log_id}` } };
    return { status: 201 };
  },

  repeats: { idOf: (_output, input) => idOf(input), rebuild: (id, { tx }) => findDelivery(tx, id) },

  async onRefused(refusal, input, work) {
    const id = idOf(input);
    await work.emit(deliveryRefused, subjectOf(id), {
      audit_log_id: id,
      video_id: videoIdOf({ projectId: input.project_id, checksum: input.final_edit.checksum }),
      project_id: input.project_id,
      storage_path: storageKeyOf({
        id,
        projectId: input.project_id,
        storagePrefix: input.distribution_settings.storage_prefix,
      }),
      public_url: null,
      duration_seconds: input.final_edit.duration_seconds,
      checksum: input.final_edit.checksum,
      published_at: null,
      status: "refused",
      error_code: refusal.code,
    });
  },
});

/** Where the bytes come from: the whole address to be sealed, what may be shown of it, and a title where none is given. */
async function sourceOf(url: string, deliveryId: string, work: Work) {
  const [, uploadId] = UPLOAD_SOURCE.exec(url) ?? [];
  if (uploadId === undefined) {
    const address = refuseUrl(url, env().OUTBOUND_ALLOW);
    const shown = withoutQuery(address);
    return { whole: address.href, shown, title: titleFromSource(shown, deliveryId) };
  }
  const { file_name: name } = await work.also(useUpload, { id: uploadId, delivery_id: deliveryId });
  return { whole: url, shown: url, title: titleFromSource(name, deliveryId) };
}

export const idOf = (input: PublishFinalAsset) =>
  deliveryIdOf({
    projectId: input.project_id,
    storagePrefix: input.distribution_settings.storage_prefix,
    checksum: input.final_edit.checksum,
  });

/** Starts a delivery anew that failed, or whose film stands nowhere any more: the next run, under the same id. */
export async function restart(
  work: Work,
  { id, run, move }: { id: string; run: number; move: "retry" | "redeliver" },
  change: Prisma.DeliveryUncheckedUpdateManyInput,
) {
  const next = run + 1;
  const delivery = await moveDelivery(work, { id, run }, move, {
    ...change,
    run: next,
    queuedAt: work.now,
    errorCode: null,
    errorMessage: null,
    failedAt: null,
    publishedAt: null,
    storageLocation: null,
    startedAt: null,
    verifiedAt: null,
    computedChecksum: null,
    bytesFetched: 0,
    bytesExpected: null,
  });
  await work.enqueue(carryDelivery, { delivery_id: id, run: next }, { key: `${id}:${next}` });
  return delivery;
}
