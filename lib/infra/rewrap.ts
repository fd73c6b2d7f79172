import { Prisma } from "@/prisma/generated/client";
import { db, type Tx } from "./db";
import { rewrap, sealedUnderNewest } from "./secrets";
import { SEALED_COLUMNS, type SealedColumn } from "./sealed-columns";

export interface Rewrapping {
  readonly batch?: number;
  readonly signal?: AbortSignal;
  readonly onBatch?: (column: SealedColumn, rewrapped: number) => void;
}

export interface Rewrapped {
  readonly rewrapped: number;
  /** Values that no secret of the ring opens, or that stand in another place than they were sealed for. */
  readonly unreadable: number;
}

/** A busy desk changes rows while they are read; so often all of them are looked through again at most. */
const MAX_PASSES = 10;

/**
 * Brings every sealed value under the newest secret, a batch at a time, each in a transaction of its
 * own. Whoever writes a value meanwhile wins, and what they wrote is looked at in the next pass.
 * Broken off anywhere it may be begun anew, and several may run at once: what is left to do is read
 * off the values themselves. Changes how a value is locked and never what it says, which is why it
 * writes beside `perform`; the operation `access.rewrap-secrets` keeps that it was begun.
 */
export async function rewrapColumns({ batch = 500, signal, onBatch }: Rewrapping = {}): Promise<Rewrapped> {
  let rewrapped = 0;
  let unreadable = 0;
  for (const column of SEALED_COLUMNS) {
    let last = { found: 0, unreadable: 0 };
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      last = { found: 0, unreadable: 0 };
      for await (const rows of batchesOf(column, batch)) {
        signal?.throwIfAborted();
        const moves = rows.flatMap((row) => moveOf(column, row));
        last.found += moves.length;
        last.unreadable += rows.length - moves.length;
        rewrapped += await writeBatch(column, moves);
        onBatch?.(column, rewrapped);
      }
      if (last.found === 0) break;
    }
    unreadable += last.unreadable;
  }
  return { rewrapped, unreadable };
}

/** How many values are not under the newest secret. */
export async function countWaiting(tx: Tx): Promise<number> {
  const counts = await sealedPerKid(tx);
  return counts.reduce((sum, { newest, count }) => sum + (newest ? 0 : count), 0);
}

export interface SealedCount {
  readonly column: SealedColumn;
  readonly kid: string;
  /** Sealed as one would seal today: under the newest secret, in the present form. */
  readonly newest: boolean;
  readonly count: number;
}

/** How many sealed values each secret opens. */
export async function sealedPerKid(tx: Tx): Promise<SealedCount[]> {
  const all: SealedCount[] = [];
  for (const column of SEALED_COLUMNS) {
    const { table, value } = identifiersOf(column);
    const rows = await tx.$queryRaw<Omit<SealedCount, "column">[]>`
      SELECT split_part(${value}, '.', 2) AS kid, starts_with(${value}, ${sealedUnderNewest()}) AS newest, count(*)::int AS count
      FROM ${table} WHERE ${value} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`;
    all.push(...rows.map((row) => ({ column, ...row })));
  }
  return all;
}

interface SealedRow {
  readonly id: string;
  readonly old: string;
}

/** The rows of a column that are not under the newest secret, by id. Each query reads `batch` rows at most, however many are done. */
async function* batchesOf(column: SealedColumn, batch: number): AsyncGenerator<SealedRow[]> {
  const { table, id, idType, value } = identifiersOf(column);
  let after: string | undefined;
  for (;;) {
    const behind = after === undefined ? Prisma.empty : Prisma.sql`WHERE ${id} > ${after}::${idType}`;
    const rows: { id: string; old: string | null }[] = await db().$queryRaw`
      SELECT ${id}::text AS id, CASE WHEN starts_with(${value}, ${sealedUnderNewest()}) THEN NULL ELSE ${value} END AS old
      FROM ${table} ${behind} ORDER BY ${id} LIMIT ${batch}`;
    const waiting = rows.flatMap(({ id: of, old }) => (old === null ? [] : [{ id: of, old }]));
    if (waiting.length > 0) yield waiting;
    after = rows.at(-1)?.id;
    if (after === undefined || rows.length < batch) return;
  }
}

interface Move extends SealedRow {
  readonly next: string;
}

function moveOf({ placeOf }: SealedColumn, row: SealedRow): [Move] | [] {
  try {
    return [{ ...row, next: rewrap(row.old, placeOf(row.id)) }];
  } catch {
    return [];
  }
}

function writeBatch(column: SealedColumn, moves: readonly Move[]): Promise<number> {
  const { table, id, idType, value } = identifiersOf(column);
  const ids = moves.map((move) => move.id);
  return db().$transaction(async (tx) => {
    // In one order, so that two of these at once wait for each other instead of for ever.
    await tx.$queryRaw`SELECT 1 AS held FROM ${table} WHERE ${id} = ANY(${ids}::${idType}[]) ORDER BY ${id} FOR UPDATE`;
    return tx.$executeRaw`
      UPDATE ${table} AS row SET ${value} = move.next
      FROM unnest(${ids}::${idType}[], ${moves.map(({ old }) => old)}::text[], ${moves.map(({ next }) => next)}::text[])
        AS move(id, old, next)
      WHERE row.${id} = move.id AND row.${value} = move.old`;
  });
}

/** Names of ours as SQL; none comes from outside. */
function identifiersOf({ table, id, idType, column }: SealedColumn) {
  return {
    table: Prisma.raw(`"${table}"`),
    id: Prisma.raw(`"${id}"`),
    idType: Prisma.raw(idType),
    value: Prisma.raw(`"${column}"`),
  };
}
