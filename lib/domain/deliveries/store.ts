import type { Prisma, Tx } from "@/lib/infra/db";
import type { Work } from "@/lib/infra/work";
import { MediaFacts } from "@/lib/domain/videos/contract";
import { countedCopies } from "@/lib/domain/videos/store";
import type { Delivery, DistributionRecord } from "./contract";
import { DELIVERY_MOVES, type DeliveryMove } from "./lifecycle";
import { linkUrl } from "./link-token";
import { deliveryChanged, deliveryNotFound, moveClosed } from "./refusals";

export const deliveryInclude = () =>
  ({
    _count: { select: { copies: { where: countedCopies() } } },
    video: { select: { title: true, tags: true, version: true, media: true } },
    // The link that the record shows: the newest that was not revoked, else the newest.
    links: {
      orderBy: [{ revokedAt: { sort: "asc", nulls: "first" } }, { createdAt: "desc" }, { id: "desc" }],
      take: 1,
    },
  }) satisfies Prisma.DeliveryInclude;

export type DeliveryRow = Prisma.DeliveryGetPayload<{ include: ReturnType<typeof deliveryInclude> }>;

/** Whether a film that was published stands nowhere any more, as far as the desk knows. */
export async function hasNoCopyLeft(tx: Tx, id: string): Promise<boolean> {
  return (await tx.copy.count({ where: { deliveryId: id, ...countedCopies() } })) === 0;
}

const at = (moment: Date | null) => moment?.toISOString() ?? null;

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    audit_log_id: row.id,
    project_id: row.projectId,
    video_id: row.videoId,
    title: row.video.title,
    status: row.status,
    error_code: row.errorCode,
    error_message: row.errorMessage,
    run: row.run,
    revision: row.revision,
    version: row.video.version,
    replica_count: row._count.copies,
    bytes: row.bytes === null ? null : Number(row.bytes),
    bytes_fetched: Number(row.bytesFetched),
    bytes_expected: row.bytesExpected === null ? null : Number(row.bytesExpected),
    source_url: row.sourceUrl,
    checksum: row.checksum,
    computed_checksum: row.computedChecksum,
    qc_report: { status: row.qcStatus, report_id: row.qcReportId, checked_at: at(row.qcCheckedAt) },
    created_at: row.createdAt.toISOString(),
    started_at: at(row.startedAt),
    verified_at: at(row.verifiedAt),
    published_at: at(row.publishedAt),
    failed_at: at(row.failedAt),
    distribution_record: row.status === "published" ? toRecord(row) : null,
  };
}

function toRecord(row: DeliveryRow): DistributionRecord | null {
  const [link] = row.links;
  if (!link || row.storageLocation === null) return null;
  return {
    storage_location: row.storageLocation,
    public_url: linkUrl(link),
    expires_at: link.expiresAt.toISOString(),
    metadata: {
      ...(row.metadata as Record<string, unknown>),
      title: row.video.title,
      duration_seconds: MediaFacts.parse(row.video.media).duration_seconds,
      checksum: row.checksum,
      tags: row.video.tags,
    },
    audit_log_id: row.id,
  };
}

export async function findDelivery(tx: Tx, id: string): Promise<Delivery> {
  return toDelivery(await findDeliveryRow(tx, id));
}

export async function findDeliveryRow(tx: Tx, id: string): Promise<DeliveryRow> {
  const row = await tx.delivery.findUnique({ where: { id }, include: deliveryInclude() });
  if (!row) throw deliveryNotFound(id);
  return row;
}

/**
 * Makes one lifecycle move of one run. The guard sits in the UPDATE itself: of ten who move the same
 * delivery at once one succeeds, and a worker whose run is over touches nothing.
 */
export async function moveDelivery(
  work: Work,
  { id, run, revision }: { id: string; run: number; revision?: number },
  move: DeliveryMove,
  change: Prisma.DeliveryUncheckedUpdateManyInput = {},
): Promise<Delivery> {
  const { from, to } = DELIVERY_MOVES[move];
  const { count } = await work.tx.delivery.updateMany({
    where: { id, run, status: { in: [...from] }, ...(revision === undefined ? {} : { revision }) },
    data: { ...change, status: to, revision: { increment: 1 } },
  });
  const current = await findDelivery(work.tx, id);
  if (count === 0) {
    const moveIsOpen = DELIVERY_MOVES[move].from.some((state) => state === current.status);
    throw moveIsOpen ? deliveryChanged(id) : moveClosed(move, current.status);
  }
  await work.signal(subjectOf(id));
  return current;
}

/** The revision a move starts from; whoever else moves the delivery waits until this transaction ends. */
export async function lockDeliveryRevision(tx: Tx, id: string): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ revision: number }[]>`SELECT revision FROM deliveries WHERE id = ${id} FOR UPDATE`;
  return row?.revision ?? null;
}

export const subjectOf = (id: string) => `delivery:${id}`;
