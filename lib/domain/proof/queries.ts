import { canonical } from "@/lib/domain/audit/chain";
import { toCheck } from "@/lib/domain/audit/check-store";
import { headOfChain } from "@/lib/domain/audit/queries";
import { placesOf } from "@/lib/domain/audit/store";
import type { Tx } from "@/lib/infra/db";
import { PROOF_LIMIT, type ProofChain, type ProofEntry } from "./contract";
import { misfitAmong, type PlacedEntry } from "./rules";

interface Asked {
  readonly subjects: readonly string[];
  readonly now: Date;
  /** Whether the caller may read what the hash covers. */
  readonly whole: boolean;
}

/** What the audit trail holds about these subjects, each entry with its place in the chain, and a look at whether they fit. */
export async function trailOf(tx: Tx, { subjects, now, whole }: Asked) {
  const where = { subject: { in: [...subjects] } };
  const [rows, total, head, newest] = await Promise.all([
    tx.auditEntry.findMany({ where, orderBy: [{ at: "desc" }, { id: "desc" }], take: PROOF_LIMIT }),
    tx.auditEntry.count({ where }),
    headOfChain(tx),
    tx.auditCheck.findFirst({ orderBy: [{ at: "desc" }, { id: "desc" }] }),
  ]);
  const places = await placesOf(tx, rows);
  const placed = rows.map((entry): PlacedEntry => ({ entry, place: places.get(entry.id) ?? null }));
  const finding = misfitAmong(placed, { now, head: head?.seq ?? 0n });
  const chain: ProofChain = {
    holds: finding === null,
    checked: placed.filter(({ place }) => place !== null).length,
    waiting: placed.filter(({ place }) => place === null).length,
    finding,
    head: head && { seq: Number(head.seq), hash: Buffer.from(head.hash).toString("hex") },
    last_full_check: newest && shortly(toCheck(newest)),
  };
  return { entries: placed.map((one) => toEntry(one, whole)), entries_total: total, chain };
}

function shortly({ at, state, chained, head_hash, finding }: ReturnType<typeof toCheck>) {
  return { at, state, chained, head_hash, finding };
}

function toEntry({ entry, place }: PlacedEntry, whole: boolean): ProofEntry {
  return {
    id: entry.id,
    at: entry.at.toISOString(),
    actor_name: entry.actorName,
    door: entry.door,
    operation: entry.operation,
    subject: entry.subject,
    outcome: entry.outcome,
    code: entry.code,
    chain: place,
    text: whole ? canonical(entry) : null,
  };
}
