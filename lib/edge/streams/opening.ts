import { readRange } from "./range";

/** A player that wants to know whether ranges are answered asks for so few bytes, and then begins. */
const PROBE = 2;

interface Asked {
  readonly method: string;
  /** How it was answered. */
  readonly status: number;
  /** The `Range` header. */
  readonly range: string | null;
  /** How long the film is. */
  readonly bytes: number;
}

/**
 * What a request means for the count of a film's openings: one is `begun`; `the rest` of the film is asked
 * for, which is an opening where none was begun before; or null, as for a look at its headers, an answer
 * without bytes, a player's probe, and a piece of an opening that has been counted at its first byte.
 */
export function openingOf({ method, status, range, bytes }: Asked): "begun" | "the rest" | null {
  if (method !== "GET" || ![200, 206, 302].includes(status)) return null;
  // 200 is the whole film, whatever was asked for. Of a 302 the store will read the same range.
  const part = status === 200 ? null : readRange(range, bytes);
  if (part === "unsatisfiable") return null;
  if (part === null) return "begun";
  const length = part.end - part.start + 1;
  if (part.start === 0) return length <= PROBE ? null : "begun";
  return length > bytes / 2 ? "the rest" : null;
}
