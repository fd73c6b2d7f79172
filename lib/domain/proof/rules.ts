import { createHash } from "node:crypto";
import { hashOf, type ChainedEntry } from "@/lib/domain/audit/chain";
import { neverChained, OVERDUE, writtenAt } from "@/lib/domain/audit/rules";
import { ProofBody, type Proof } from "./contract";

/** An entry and its place in the chain, as they stand now. */
export interface PlacedEntry {
  readonly entry: ChainedEntry;
  readonly place: { readonly seq: number; readonly hash: string; readonly previous: string | null } | null;
}

/** The first thing about these entries that does not fit the chain, in a sentence; null where all do. */
export function misfitAmong(entries: readonly PlacedEntry[], { now, head }: { now: Date; head: bigint }) {
  for (const { entry, place } of entries) {
    if (!place) {
      if (isOverdue(entry, now)) return neverChained(entry, head);
      continue;
    }
    const { seq, hash, previous } = place;
    if (previous === null)
      return `Link ${seq - 1} is missing, which link ${seq} of the entry ${entry.id} was made from.`;
    const computed = Buffer.from(hashOf(Buffer.from(previous, "hex"), entry)).toString("hex");
    if (computed !== hash)
      return `Link ${seq} does not fit the entry ${entry.id} and the link before it: one of them was changed.`;
  }
  return null;
}

/** Old by its own account and by its id, and still without a place. The demo's past is old by its own account only. */
function isOverdue({ id, at }: ChainedEntry, now: Date): boolean {
  return now.getTime() - Math.max(at.getTime(), writtenAt(id, now).getTime()) > OVERDUE;
}

/**
 * The proof with the digest of all that stands before it. What is hashed is the JSON as it is answered,
 * member by member in the order of the contract, so a saved copy can be checked without understanding it.
 */
export function withDigest(body: unknown): Proof {
  const bare = ProofBody.parse(body);
  const digest = createHash("sha256").update(JSON.stringify(bare)).digest("hex");
  return { ...bare, digest: `sha256:${digest}` };
}
