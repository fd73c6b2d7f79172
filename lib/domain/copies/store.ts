import type { Prisma, Tx } from "@/lib/infra/db";
import { storageKeyOf } from "@/lib/domain/deliveries/rules";
import type { ObjectFacts } from "@/lib/infra/storage/contract";
import { stores } from "@/lib/infra/storage/stores";
import type { StorageMove } from "./contract";
import { moveNotFound, storeUnknown } from "./refusals";
import { isUuid } from "@/lib/core/id";

export type CopyRow = Prisma.CopyGetPayload<object>;
export type MoveRow = Prisma.StorageMoveGetPayload<object>;

/** A published film: what stands, or shall stand, in each store, and what is on record of it. */
export interface StoredFilm {
  readonly id: string;
  readonly publishedAt: Date;
  readonly object: ObjectFacts;
  readonly copies: readonly CopyRow[];
}

/** A published delivery with its copies; null where there is none. */
export async function findFilm(tx: Tx, id: string): Promise<StoredFilm | null> {
  const row = await tx.delivery.findUnique({ where: { id, status: "published" }, include: { copies: true } });
  if (!row?.publishedAt) return null;
  const sha256 = row.checksum.replace(/^sha256:/, "");
  const object = { key: storageKeyOf(row), sha256, bytes: Number(row.bytes) };
  return { id, publishedAt: row.publishedAt, object, copies: row.copies };
}

export function toMove(row: MoveRow): StorageMove {
  return {
    id: row.id,
    source: row.source,
    target: row.target,
    remove_source: row.removeSource,
    status: row.status,
    total: row.total,
    total_bytes: Number(row.totalBytes),
    done: row.done,
    done_bytes: Number(row.doneBytes),
    failed: row.failed,
    trouble: row.trouble,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    moved_at: row.movedAt?.toISOString() ?? null,
    ended_at: row.endedAt?.toISOString() ?? null,
    revision: row.revision,
  };
}

export async function findMoveRow(tx: Tx, id: string): Promise<MoveRow> {
  const row = isUuid(id) ? await tx.storageMove.findUnique({ where: { id } }) : null;
  if (!row) throw moveNotFound(id);
  return row;
}

export const findMove = async (tx: Tx, id: string) => toMove(await findMoveRow(tx, id));

/** The revision a change starts from, its row locked; null where there is no such move. */
export async function lockMoveRevision(tx: Tx, id: string): Promise<number | null> {
  if (!isUuid(id)) return null;
  const [row] = await tx.$queryRaw<{ revision: number }[]>`
    SELECT revision FROM storage_moves WHERE id = ${id}::uuid FOR UPDATE`;
  return row?.revision ?? null;
}

/** Throws `store_unknown` where the settings do not name each of these. */
export function refuseUnknownStores(names: readonly string[]): void {
  const known = stores().map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw storeUnknown(unknown, known);
}

/** Films that a move still has to see to: those in the source that are not verified in the target, or have to go. */
export function toSeeTo({ source, target, removeSource }: Pick<MoveRow, "source" | "target" | "removeSource">) {
  const inTarget = { some: { store: target, state: "verified" as const } };
  return {
    status: "published",
    copies: { some: { store: source } },
    ...(removeSource ? {} : { NOT: { copies: inTarget } }),
  } satisfies Prisma.DeliveryWhereInput;
}

/** How many there are, and how large. */
export async function sizeOfMove(tx: Tx, ends: Parameters<typeof toSeeTo>[0]) {
  const { _count: count, _sum: sum } = await tx.delivery.aggregate({
    where: toSeeTo(ends),
    _count: true,
    _sum: { bytes: true },
  });
  return { count, bytes: sum.bytes ?? 0n };
}

export const subjectOfMove = (id: string) => `storage-move:${id}`;

/** Whoever starts or resumes a move holds this, so that one runs at a time. */
export const MOVES_LOCK = "storage-moves";
