import { MINUTE } from "@/lib/core/time";
import { GENESIS, hashOf, type ChainedEntry } from "./chain";

/** A link as it stands in the chain, with the entry it names; null where that is gone. */
export interface Link {
  readonly seq: bigint;
  readonly entryId: string;
  readonly hash: Uint8Array;
  readonly entry: ChainedEntry | null;
}

/** Where a walk along the chain stands: the last link that fitted. */
export type Foothold = Pick<Link, "seq" | "hash">;

export const BEFORE_THE_FIRST: Foothold = { seq: 0n, hash: GENESIS };

/** Whether a link is the right one to come after `last`. */
export function fits(link: Link, last: Foothold): boolean {
  return link.seq === last.seq + 1n && link.entry !== null && same(link.hash, hashOf(last.hash, link.entry));
}

/** Why a link does not fit after `last`, in a sentence. `next` is the link behind it, which tells what was changed. */
export function misfitOf(link: Link, last: Foothold, next: Link | undefined): string {
  const { seq, entryId, entry } = link;
  const due = last.seq + 1n;
  if (seq === last.seq && seq > 0n) return `Link ${seq} is there twice; the second one names the entry ${entryId}.`;
  if (seq < due) return `Link ${seq}, of the entry ${entryId}, stands where link ${due} should be.`;
  if (seq > due) return `Link ${due} is missing: the next one is link ${seq}, of the entry ${entryId}.`;
  if (entry === null) return `The entry ${entryId} of link ${seq} is no longer in the trail.`;
  if (next && fits(next, link))
    return `The entry ${entryId} is not the one that link ${seq} was made of: it was changed, or another stands in its place.`;
  if (next && fits(next, { seq, hash: hashOf(last.hash, entry) }))
    return `Link ${seq} was changed: its hash does not belong to the entry ${entryId}.`;
  return `Link ${seq} does not fit the entry ${entryId} and the link before it: one of them, or their order, was changed.`;
}

/** What an earlier check saw: so many links, the last of them with this hash. */
export interface Seen {
  readonly at: Date;
  readonly chained: bigint;
  readonly headHash: Uint8Array | null;
}

export const cutOff = (head: Pick<Link, "seq" | "entryId"> | null, seen: Seen) =>
  `The chain ends ${head ? `with link ${head.seq}, of the entry ${head.entryId}` : "before its first link"}, but the check of ${seen.at.toISOString()} saw ${seen.chained} links: its end was cut off.`;

export const madeAnew = ({ seq, entryId }: Pick<Link, "seq" | "entryId">, seen: Seen) =>
  `Link ${seq}, of the entry ${entryId}, is not the one that the check of ${seen.at.toISOString()} saw: the chain was made anew up to there.`;

export const chainedTwice = (entryId: string, seqs: readonly bigint[]) =>
  `The entry ${entryId} is in the chain more than once, at the links ${seqs.join(" and ")}.`;

export const linkedTwice = (seq: bigint, entryId: string) =>
  `Link ${seq} is there more than once; one of them names the entry ${entryId}.`;

export const neverChained = ({ id, at }: Pick<ChainedEntry, "id" | "at">, head: bigint) =>
  `The entry ${id} of ${at.toISOString()} never got into the chain, which has ${head} ${head === 1n ? "link" : "links"}.`;

/**
 * How far behind the newest chained entry the keeper looks for entries that committed late. A
 * transaction of ours ends within half a minute; the rest is for clocks that differ.
 */
export const LOOK_BACK = 5 * MINUTE;

/** How long an entry may wait for its place. Longer than a restart of the workers takes. */
export const OVERDUE = 10 * MINUTE;

/**
 * The moment an entry was written, read off its id (UUID version 7 begins with it): `at` is the
 * desk's clock, which stories about the past set back. Never later than now, whatever an id says.
 */
export function writtenAt(id: string, now: Date): Date {
  return new Date(Math.min(parseInt(id.replace("-", "").slice(0, 12), 16), now.getTime()));
}

/** The smallest id that an entry written at that moment could have. */
export function firstIdAt(moment: Date): string {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

export const same = (left: Uint8Array, right: Uint8Array) => Buffer.compare(left, right) === 0;

/** Whether a text names an actor by id: such as `user:…`, or one of those that act as themselves. Names are all else. */
export const isActorId = (text: string) => /^(user|key):|^(worker|cli|anonymous)$/.test(text);
