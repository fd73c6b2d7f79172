import { DAY, HOUR, SECOND } from "@/lib/core/time";
import type { LinkLimit } from "./contract";

/** No signed address works for longer, whoever signs it (SigV4, standard 3.4). */
const SEVEN_DAYS = 7 * DAY;

/** The part of a `links` row that its end is decided from. */
export interface LinkSpan {
  readonly createdAt: Date;
  /** What was promised when it was made. */
  readonly expiresAt: Date;
}

export interface LinkBounds {
  /** The desk's own word, counted from when the link was made. */
  readonly maxHours: number;
  /** When the film can be read no more, because the key that opens its store ends; null where it does not. */
  readonly signingEndsAt: Date | null;
}

export interface LinkEnd {
  readonly at: Date;
  readonly limitedBy: LinkLimit;
  /** Past this the desk itself refuses. A key that ended is made anew, and then the link works on until here. */
  readonly refusedFrom: Date;
}

/** The end that a fresh link promises. Whole seconds, because the token carries its end in seconds. */
export function promisedEnd(now: Date, { hours, maxHours }: { hours: number; maxHours: number }): Date {
  const end = now.getTime() + Math.min(hours * HOUR, maxHours * HOUR, SEVEN_DAYS);
  return new Date(Math.floor(end / SECOND) * SECOND);
}

/** When a link truly stops working, and what ends it. Of two that end at once the promise is named first. */
export function endOfLink({ createdAt, expiresAt }: LinkSpan, { maxHours, signingEndsAt }: LinkBounds): LinkEnd {
  const since = createdAt.getTime();
  const own = earliest([
    { at: expiresAt, limitedBy: "promise" },
    { at: new Date(since + maxHours * HOUR), limitedBy: "policy" },
    { at: new Date(since + SEVEN_DAYS), limitedBy: "seven_days" },
  ]);
  const end = signingEndsAt ? earliest([own, { at: signingEndsAt, limitedBy: "signing_key" }]) : own;
  return { ...end, refusedFrom: own.at };
}

type Bound = Pick<LinkEnd, "at" | "limitedBy">;
const earliest = (bounds: readonly [Bound, ...Bound[]]): Bound =>
  bounds.reduce((first, other) => (other.at < first.at ? other : first));

/** A store as far as reading from it goes. */
export interface ReadableStore {
  readonly name: string;
  readonly signingEndsAt: Date | null;
}

/**
 * Until when a film can be read: as long as one of the stores that hold a verified copy can be. Null
 * where nothing ends that. Of a store that the settings name no more nothing is read.
 */
export function readingEndsAt(
  copies: readonly { readonly store: string; readonly state: string }[],
  stores: readonly ReadableStore[],
): Date | null {
  const holding = stores.filter(({ name }) =>
    copies.some(({ store, state }) => store === name && state === "verified"),
  );
  const ends = holding.map(({ signingEndsAt }) => signingEndsAt).filter((end) => end !== null);
  if (ends.length === 0 || ends.length < holding.length) return null;
  return new Date(Math.max(...ends.map((end) => end.getTime())));
}

/** When the mail before a link's end is due. */
export const reminderDueAt = (end: Date, hoursBefore: number) => new Date(end.getTime() - hoursBefore * HOUR);
