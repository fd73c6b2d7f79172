import type { z } from "zod";
import { literally } from "@/lib/infra/like";
import type { Prisma, Tx } from "@/lib/infra/db";
import { behindMoment } from "@/lib/infra/cursor";
import type { PageMark } from "@/lib/core/page";
import { GENESIS } from "./chain";
import type { AuditCheck, AuditEntry, AuditFilters } from "./contract";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** Entries that match, newest first, from behind `mark` on, each with its place in the chain. */
export async function readEntries(
  tx: Tx,
  { filters, mark, limit }: { filters: AuditFilters; mark?: PageMark | undefined; limit: number },
): Promise<(AuditEntryRow & { readonly wire: z.input<typeof AuditEntry> })[]> {
  const rows = await tx.auditEntry.findMany({
    where: mark ? { AND: [whereOf(filters), behindMoment(mark)] } : whereOf(filters),
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit,
  });
  const places = await placesOf(tx, rows);
  return rows.map((row) => ({ id: row.id, at: row.at, wire: { ...toEntry(row), chain: places.get(row.id) ?? null } }));
}

type AuditEntryRow = PageMark;

async function placesOf(tx: Tx, entries: readonly { id: string }[]) {
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

function whereOf({
  q,
  actor,
  operation,
  subject,
  door,
  outcome,
  code,
  from,
  to,
}: AuditFilters): Prisma.AuditEntryWhereInput {
  const given = { operation, subject, door, outcome, code };
  return {
    AND: [
      ...Object.entries(given).flatMap(([column, value]) => (value === undefined ? [] : [{ [column]: value }])),
      ...(actor ? [{ OR: [{ actorId: actor }, { actorName: actor }] }] : []),
      ...(from ? [{ at: { gte: new Date(from) } }] : []),
      ...(to ? [{ at: { lt: new Date(to) } }] : []),
      ...(q ? [{ OR: holding(q) }] : []),
    ],
  };
}

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

export function toCheck(row: Prisma.AuditCheckGetPayload<object>): AuditCheck {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor_name: row.actorName,
    intact: row.intact,
    chained: Number(row.chained),
    waiting: Number(row.waiting),
    head_hash: row.headHash && hex(row.headHash),
    finding: row.finding,
  };
}

/** What an entry of the trail about a check is filed under, and what is signalled when it is done. */
export const subjectOfCheck = (id: string) => `audit-check:${id}`;
