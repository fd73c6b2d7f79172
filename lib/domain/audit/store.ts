import type { z } from "zod";
import type { PageMark } from "@/lib/core/page";
import { behindMoment } from "@/lib/infra/cursor";
import type { Prisma, Tx } from "@/lib/infra/db";
import { literally } from "@/lib/infra/like";
import { GENESIS } from "./chain";
import { LOOK_THROUGH, type AuditEntry, type EntryFilters } from "./contract";
import { isActorId } from "./rules";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** An entry as it is told, with its place in the chain, and where it stands in the list. */
export interface FoundEntry extends PageMark {
  readonly wire: z.input<typeof AuditEntry>;
}

interface Search {
  readonly filters: EntryFilters;
  /** Entries from behind it on. */
  readonly mark?: PageMark | undefined;
  readonly limit: number;
}

/** Entries that match, newest first, as many as were asked for if there are so many, however far back they lie. */
export async function readEntries(tx: Tx, { filters, mark, limit }: Search): Promise<FoundEntry[]> {
  const found: FoundEntry[] = [];
  for (let from = mark; ;) {
    const { rows, end } = await lookForEntries(tx, { filters, mark: from, limit: limit - found.length });
    found.push(...rows);
    if (!end) return found;
    from = end;
  }
}

/**
 * The same, and one look of bounded length. What stands in an index is found wherever it is. The rest is looked
 * for in `lookThrough` entries that the indexes lead to: `end` is the last of these, where fewer than
 * `limit` were found in them and more lie behind.
 */
export async function lookForEntries(
  tx: Tx,
  { filters, mark, limit, lookThrough = LOOK_THROUGH }: Search & { readonly lookThrough?: number },
): Promise<{ rows: FoundEntry[]; end: PageMark | null }> {
  const indexed = { AND: [whereIndexed(filters), ...(mark ? [behindMoment(mark)] : [])] };
  const sifted = whereSifted(filters);
  const [end = null] = sifted.length === 0 ? [] : await read(tx, indexed, { skip: lookThrough - 1, take: 1 });
  const where = end ? { AND: [indexed, downTo(end), ...sifted] } : { AND: [indexed, ...sifted] };
  const rows = await tx.auditEntry.findMany({ where, orderBy: NEWEST_FIRST, take: limit });
  const places = await placesOf(tx, rows);
  return {
    rows: rows.map((row) => ({ id: row.id, at: row.at, wire: { ...toEntry(row), chain: places.get(row.id) ?? null } })),
    end: rows.length < limit ? end : null,
  };
}

const NEWEST_FIRST = [{ at: "desc" as const }, { id: "desc" as const }];

const read = (tx: Tx, where: Prisma.AuditEntryWhereInput, part: { skip: number; take: number }): Promise<PageMark[]> =>
  tx.auditEntry.findMany({ where, orderBy: NEWEST_FIRST, ...part, select: { at: true, id: true } });

const downTo = ({ at, id }: PageMark): Prisma.AuditEntryWhereInput => ({
  at: { gte: at },
  OR: [{ at: { gt: at } }, { at, id: { gte: id } }],
});

/** Where entries stand in the chain, by their ids. */
export async function placesOf(tx: Tx, entries: readonly { id: string }[]) {
  const links = await tx.$queryRaw<{ entryId: string; seq: bigint; hash: Uint8Array; previous: Uint8Array | null }[]>`
    SELECT c.entry_id AS "entryId", c.seq, c.hash, p.hash AS previous
    FROM audit_chain c LEFT JOIN audit_chain p ON p.seq = c.seq - 1
    WHERE c.entry_id = ANY(${entries.map(({ id }) => id)}::uuid[])`;
  return new Map(
    links.map(({ entryId, seq, hash, previous }) => {
      const before = seq === 1n ? GENESIS : previous;
      return [entryId, { seq: Number(seq), hash: hex(hash), previous: before && hex(before) }];
    }),
  );
}

function toEntry(row: Prisma.AuditEntryGetPayload<object>) {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor_id: row.actorId,
    actor_name: row.actorName,
    on_behalf_of: row.onBehalfOf,
    door: row.door,
    operation: row.operation,
    subject: row.subject,
    outcome: row.outcome,
    code: row.code,
    request_id: row.requestId,
    address: row.address,
  };
}

/** What an index leads to. */
function whereIndexed({ actor, operation, subject, code, request_id: requestId, from, to }: EntryFilters) {
  return {
    ...given({ operation, subject, code, requestId }),
    ...(actor === undefined ? {} : isActorId(actor) ? { actorId: actor } : { actorName: actor }),
    ...(from || to ? { at: { ...(from && { gte: new Date(from) }), ...(to && { lt: new Date(to) }) } } : {}),
  } satisfies Prisma.AuditEntryWhereInput;
}

/** What each entry has to be looked at for. */
function whereSifted({ q, door, outcome }: EntryFilters): Prisma.AuditEntryWhereInput[] {
  return [...(door ? [{ door }] : []), ...(outcome ? [{ outcome }] : []), ...(q ? [{ OR: holding(q) }] : [])];
}

const given = (filters: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));

function holding(q: string): Prisma.AuditEntryWhereInput[] {
  const text = { contains: literally(q), mode: "insensitive" } as const;
  return [
    { actorName: text },
    { actorId: text },
    { onBehalfOf: text },
    { subject: text },
    { operation: text },
    { code: text },
    { requestId: text },
    { address: text },
  ];
}
