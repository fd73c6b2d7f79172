import type { Prisma, Tx } from "@/lib/infra/db";
import { lockUntilCommit } from "@/lib/infra/lock";
import { stores } from "@/lib/infra/storage/stores";
import { MediaFacts, type Video } from "./contract";
import { videoNotFound } from "./refusals";

/** The copies that count: verified, and in a store that the settings name. Nobody looks at those of former stores. */
export const countedCopies = () => ({ state: "verified" as const, store: { in: stores().map(({ name }) => name) } });

export const videoSelect = () =>
  ({
    id: true,
    projectId: true,
    conceptId: true,
    version: true,
    title: true,
    tags: true,
    checksum: true,
    bytes: true,
    media: true,
    hasPoster: true,
    deliveryId: true,
    availableAt: true,
    createdAt: true,
    revision: true,
    delivery: { select: { status: true, errorCode: true, errorMessage: true } },
    // Those that have the film: it is the same in all of them.
    deliveries: { where: { status: "published", copies: { some: countedCopies() } }, select: { id: true } },
  }) satisfies Prisma.VideoSelect;

export type VideoRow = Prisma.VideoGetPayload<{ select: ReturnType<typeof videoSelect> }>;

export async function toVideos(tx: Tx, rows: readonly VideoRow[]): Promise<Video[]> {
  const current = await currentAmong(tx, rows);
  return rows.map((row) => toVideo(row, current.has(row.id)));
}

function toVideo(row: VideoRow, isCurrent: boolean): Video {
  return {
    id: row.id,
    project_id: row.projectId,
    concept_id: row.conceptId,
    title: row.title,
    tags: row.tags,
    checksum: row.checksum,
    version: row.version,
    is_current: isCurrent,
    bytes: row.bytes === null ? null : Number(row.bytes),
    media: row.media === null ? null : MediaFacts.parse(row.media),
    has_poster: row.hasPoster,
    delivery_id: row.deliveryId ?? "",
    status: row.delivery?.status ?? "queued",
    is_lost: row.delivery?.status === "published" && row.deliveries.length === 0,
    error_code: row.delivery?.errorCode ?? null,
    error_message: row.delivery?.errorMessage ?? null,
    created_at: row.createdAt.toISOString(),
    available_at: row.availableAt?.toISOString() ?? null,
    revision: row.revision,
  };
}

export async function findVideo(tx: Tx, id: string): Promise<Video> {
  const row = await tx.video.findUnique({ where: { id }, select: videoSelect() });
  const [video] = row ? await toVideos(tx, [row]) : [];
  if (!video) throw videoNotFound(id);
  return video;
}

/**
 * The ids of those that are the current version of their concept. A newer version takes the title over
 * when it has been published and not before: one that waits or fails changes nothing (docs/proof.md).
 */
async function currentAmong(tx: Tx, rows: readonly VideoRow[]): Promise<ReadonlySet<string>> {
  const alone = rows.filter(({ conceptId }) => conceptId === null).map(({ id }) => id);
  const versions = rows.filter(({ conceptId }) => conceptId !== null);
  if (versions.length === 0) return new Set(alone);
  const current = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT ON (v.project_id, v.concept_id) v.id FROM videos v
    WHERE (v.project_id, v.concept_id) IN (
      SELECT * FROM unnest(${versions.map((row) => row.projectId)}::text[], ${versions.map((row) => row.conceptId)}::text[]))
    ORDER BY v.project_id, v.concept_id, v.available_at IS NULL, v.version DESC`;
  return new Set([...alone, ...current.map(({ id }) => id)]);
}

/** Changes a video, whatever its revision; an editor's own is looked at before, see `lockVideoRevision`. */
export async function changeVideo(tx: Tx, id: string, data: Prisma.VideoUncheckedUpdateManyInput): Promise<Video> {
  await tx.video.updateMany({ where: { id }, data: { ...data, revision: { increment: 1 } } });
  return findVideo(tx, id);
}

/** The revision a change starts from; whoever else changes the video waits until this transaction ends. */
export async function lockVideoRevision(tx: Tx, id: string): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ revision: number }[]>`SELECT revision FROM videos WHERE id = ${id} FOR UPDATE`;
  return row?.revision ?? null;
}

/** The next version number within a concept. Takes a lock on the concept until the transaction ends. */
export async function nextVersion(
  tx: Tx,
  { projectId, conceptId }: { projectId: string; conceptId: string | null },
): Promise<number> {
  if (conceptId === null) return 1;
  await lockUntilCommit(tx, `concept:${projectId}\n${conceptId}`);
  const { _max } = await tx.video.aggregate({ where: { projectId, conceptId }, _max: { version: true } });
  return (_max.version ?? 0) + 1;
}
