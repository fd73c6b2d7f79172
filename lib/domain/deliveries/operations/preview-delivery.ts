import { z } from "zod";
import { sentenceForField } from "@/lib/core/field-sentences";
import { Refusal } from "@/lib/core/refusal";
import { UPLOAD_SOURCE } from "@/lib/domain/uploads/contract";
import { getUpload } from "@/lib/domain/uploads/operations/get-upload";
import { uploadUnfinished } from "@/lib/domain/uploads/refusals";
import type { Tx } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { fieldsRefused, operation } from "@/lib/infra/operation";
import { refuseUrl } from "@/lib/infra/outbound/address-rules";
import type { Work } from "@/lib/infra/work";
import { DeliveryPreview, PreviewDelivery, PublishFinalAsset, type DeliveryStatus } from "../contract";
import { qcNotPassed } from "../refusals";
import { hasNoCopyLeft } from "../store";
import { idOf } from "./publish-final-asset";

/**
 * A rehearsal of `deliveries.publish`: whatever that could refuse before it fetches anything, all of it
 * at once, and what the present state would make of the asset. Asks no server and changes nothing.
 */
export const previewDelivery = operation({
  name: "deliveries.preview",
  summary: "Say what delivering an MP4 would come to, without fetching or changing anything.",
  effect: "reads",
  permission: "deliveries:write",
  input: PreviewDelivery,
  output: DeliveryPreview,
  subject: () => "deliveries",

  async run(asset, work) {
    const parsed = PublishFinalAsset.safeParse(asset, { error: sentenceForField });
    const status = parsed.success ? await statusOf(parsed.data, work.tx) : "unknown";
    const would = WOULD[status];
    const refusals = [
      parsed.success ? undefined : fieldsRefused(parsed.error),
      verdictRefused(asset),
      await sourceRefused(asset, work),
    ]
      .filter((refusal) => refusal !== undefined)
      // An upload goes when its delivery is published, and nobody looks for it then.
      .filter(({ code }) => code !== "upload_not_found" || !["join", "renew"].includes(would));
    if (refusals.length > 0) return { would: "refuse" as const, refusals: refusals.map(told) };
    return { would, refusals: [] };
  },
});

/** What publishing makes of an asset that the desk knows to be so far, has lost, or does not know. */
const WOULD: Readonly<Record<DeliveryStatus | "lost" | "unknown", DeliveryPreview["would"]>> = {
  unknown: "publish",
  lost: "publish",
  queued: "join",
  fetching: "join",
  verifying: "join",
  published: "renew",
  failed: "retry",
};

async function statusOf(asset: PublishFinalAsset, tx: Tx) {
  const id = idOf(asset);
  const known = await tx.delivery.findUnique({ where: { id }, select: { status: true } });
  if (known?.status === "published" && (await hasNoCopyLeft(tx, id))) return "lost";
  return known?.status ?? "unknown";
}

/** The parts that can be judged whatever is wrong with the rest. */
const { final_edit: FinalEdit, qc_report: QcReport } = PublishFinalAsset.shape;
const Verdict = z.object({ qc_report: z.object({ status: QcReport.shape.status }) });
const Source = z.object({ final_edit: z.object({ video_url: FinalEdit.shape.video_url }) });

function verdictRefused(asset: unknown): Refusal | undefined {
  const status = Verdict.safeParse(asset).data?.qc_report.status;
  return status === undefined || status === "pass" ? undefined : qcNotPassed(status);
}

async function sourceRefused(asset: unknown, work: Work): Promise<Refusal | undefined> {
  const url = Source.safeParse(asset).data?.final_edit.video_url;
  if (url === undefined) return undefined;
  const [, uploadId] = UPLOAD_SOURCE.exec(url) ?? [];
  try {
    if (uploadId === undefined) {
      refuseUrl(url, env().OUTBOUND_ALLOW);
      return undefined;
    }
    const { completed_at: completedAt } = await work.also(getUpload, { id: uploadId });
    return completedAt === null ? uploadUnfinished(uploadId) : undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function told({ code, message: detail, details }: Refusal): DeliveryPreview["refusals"][number] {
  const fields = details["fields"] as Record<string, string[]> | undefined;
  return { code, detail, ...(fields ? { fields } : {}) };
}
