import type { Tx } from "@/lib/infra/db";
import type { ChainedEntry } from "./chain";
import { firstIdAt, OVERDUE, type Link } from "./rules";
import { DAY } from "@/lib/core/time";

type Place = Pick<Link, "seq" | "entryId" | "hash">;

/** The last link; null where there is none yet. */
export async function headOfChain(tx: Tx): Promise<Place | null> {
  return tx.auditLink.findFirst({ orderBy: { seq: "desc" } });
}

/** The next links behind `seq`, in order, each with the entry it names. Without `seq` from the very first. */
export async function linksBehind(tx: Tx, { seq, limit }: { seq: bigint | null; limit: number }): Promise<Link[]> {
  const rows = await tx.$queryRaw<(Place & { [Column in keyof ChainedEntry]: ChainedEntry[Column] | null })[]>`
    SELECT c.seq, c.entry_id AS "entryId", c.hash,
           e.id, e.at, e.actor_id AS "actorId", e.actor_name AS "actorName", e.on_behalf_of AS "onBehalfOf", e.door,
           e.operation, e.subject, e.outcome, e.code, e.request_id AS "requestId", e.address
    FROM (SELECT * FROM audit_chain WHERE seq > ${seq ?? BEFORE_ALL} ORDER BY seq LIMIT ${limit}) c
    LEFT JOIN audit_entries e ON e.id = c.entry_id ORDER BY c.seq`;
  return rows.map(({ seq: own, entryId, hash, ...entry }) => ({
    seq: own,
    entryId,
    hash,
    entry: isThere(entry) ? entry : null,
  }));
}

const BEFORE_ALL = -(2n ** 63n);

/** The join leaves every column empty where the entry is gone; where it is there, its id is. */
const isThere = (entry: { readonly id: string | null }): entry is ChainedEntry => entry.id !== null;

/**
 * Entries that are in no link, by id, which is the order they were written in: from `from` on. The
 * index of the ids leads there, and the anti-join asks the chain's own index once for each entry it passes,
 * so the cost is that of the entries since `from`, however long the trail is.
 */
export async function unchainedSince(
  tx: Tx,
  { from, limit }: { from: string; limit: number },
): Promise<ChainedEntry[]> {
  return tx.$queryRaw<ChainedEntry[]>`
    SELECT e.id, e.at, e.actor_id AS "actorId", e.actor_name AS "actorName", e.on_behalf_of AS "onBehalfOf", e.door,
           e.operation, e.subject, e.outcome, e.code, e.request_id AS "requestId", e.address
    FROM audit_entries e
    WHERE e.id >= ${from}::uuid AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry_id = e.id)
    ORDER BY e.id LIMIT ${limit}`;
}

/** The greatest id in the chain, which is the newest entry there; found at the end of an index. */
export async function newestChainedId(tx: Tx): Promise<string | null> {
  const newest = await tx.auditLink.findFirst({ orderBy: { entryId: "desc" }, select: { entryId: true } });
  return newest?.entryId ?? null;
}

/** How many entries wait for their place, and the oldest of those that have waited too long. */
export async function entriesWaiting(tx: Tx, now: Date) {
  const due = new Date(now.getTime() - OVERDUE);
  const [{ waiting }] = await tx.$queryRaw<[{ waiting: bigint }]>`
    SELECT count(*) AS waiting FROM audit_entries e
    WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry_id = e.id)`;
  // Old by its own account, and its id does not say that it was written a moment ago (the demo's past is).
  const [overdue] = await tx.$queryRaw<Pick<ChainedEntry, "id" | "at">[]>`
    SELECT e.id, e.at FROM audit_entries e
    WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry_id = e.id) AND e.at < ${due}
      AND NOT (e.id >= ${firstIdAt(due)}::uuid AND e.id < ${firstIdAt(new Date(now.getTime() + DAY))}::uuid)
    ORDER BY e.at, e.id LIMIT 1`;
  return { waiting, overdue };
}

/** Something that stands in the chain more than once: its indexes forbid that, but their owner can drop them. */
export async function doubledLink(tx: Tx) {
  const [entry] = await tx.$queryRaw<{ entryId: string; seqs: bigint[] }[]>`
    SELECT entry_id AS "entryId", array_agg(seq ORDER BY seq) AS seqs FROM audit_chain
    WHERE entry_id = (SELECT entry_id FROM audit_chain GROUP BY entry_id HAVING count(*) > 1 LIMIT 1) GROUP BY entry_id`;
  const [link] = await tx.$queryRaw<{ seq: bigint; entryId: string }[]>`
    SELECT seq, entry_id AS "entryId" FROM audit_chain
    WHERE seq = (SELECT seq FROM audit_chain GROUP BY seq HAVING count(*) > 1 LIMIT 1) LIMIT 1`;
  return { entry, link };
}
