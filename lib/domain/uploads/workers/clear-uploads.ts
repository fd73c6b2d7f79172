import { insideCaller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { dropUpload, sweepUploadFiles } from "@/lib/infra/staging/upload-path";
import { clearUpload } from "../operations/clear-upload";
import { isInUse } from "../store";

/** Clears away what a delivery was made of: once it is published, its bytes stand elsewhere. */
export async function clearDelivered({ deliveryId }: { deliveryId: string }): Promise<void> {
  if ((await publishedOf([deliveryId])).size === 0) return;
  const uploads = await db().upload.findMany({ where: { deliveryId, removedAt: null }, select: { id: true } });
  for (const { id } of uploads) await clear(id, deliveryId);
}

/**
 * Clears away every upload whose time is over or whose delivery is published, and every file that no
 * upload on record has. One that a delivery is taking stays, and so does one whose delivery failed: the
 * form can be sent again.
 */
export async function sweepUploads(now = new Date()): Promise<void> {
  const left = await db().upload.findMany({
    where: { removedAt: null, OR: [{ expiresAt: { lte: now } }, { deliveryId: { not: null } }] },
    select: { id: true, expiresAt: true, deliveryId: true },
  });
  const published = await publishedOf(left.flatMap(({ deliveryId }) => deliveryId ?? []));
  for (const { id, expiresAt, deliveryId } of left)
    if (expiresAt <= now || (deliveryId !== null && published.has(deliveryId))) await clear(id, "uploads.sweep", now);

  await sweepUploadFiles(async (ids) => {
    const known = await db().upload.findMany({ where: { id: { in: ids }, removedAt: null }, select: { id: true } });
    return new Set(known.map(({ id }) => id));
  });
}

async function clear(id: string, requestId: string, now = new Date()): Promise<void> {
  if (await isInUse(db(), id)) return;
  try {
    await perform(clearUpload, { id }, insideCaller("worker", requestId), { now });
  } catch (error) {
    // A delivery took it in between; the next sweep looks again.
    if (error instanceof Refusal && error.code === "upload_in_use") return;
    throw error;
  }
  await dropUpload(id);
}

async function publishedOf(ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db().delivery.findMany({
    where: { id: { in: [...ids] }, status: "published" },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}
