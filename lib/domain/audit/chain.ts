import { createHash } from "node:crypto";

/** An entry of the trail with everything that its hash covers: every column there is. */
export interface ChainedEntry {
  readonly id: string;
  readonly at: Date;
  readonly actorId: string;
  readonly actorName: string;
  readonly onBehalfOf: string | null;
  readonly door: string;
  readonly operation: string;
  readonly subject: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly requestId: string;
  readonly address: string | null;
}

/** What stands before the first link, so that the first is made like every other. */
export const GENESIS: Uint8Array = createHash("sha256").update("marquee audit chain 1").digest();

/**
 * An entry as the one text that stands for it: a JSON array of its twelve columns in this order, without
 * spaces, the moment as ISO 8601 in UTC with milliseconds. Quotes and commas inside a value are escaped by JSON,
 * so no two entries share a text, and null is not the empty text. Changing this is a new chain: a
 * hash that was written once has to come out the same forever.
 */
export function canonical(entry: ChainedEntry): string {
  return JSON.stringify([
    entry.id,
    entry.at.toISOString(),
    entry.actorId,
    entry.actorName,
    entry.onBehalfOf,
    entry.door,
    entry.operation,
    entry.subject,
    entry.outcome,
    entry.code,
    entry.requestId,
    entry.address,
  ]);
}

/** The hash of an entry's link: SHA-256 of the 32 bytes of the link before, followed by the entry's text in UTF-8. */
export function hashOf(previous: Uint8Array, entry: ChainedEntry): Uint8Array {
  return createHash("sha256").update(previous).update(canonical(entry)).digest();
}
