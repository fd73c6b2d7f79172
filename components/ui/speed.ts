import { SECOND } from "@/lib/core/time";

/** How far something was at a moment. */
export interface Mark {
  readonly at: number;
  readonly bytes: number;
}

/** Bytes a second from the first mark to the last; null while they are closer than `soonest`, when nothing can be said. */
export function speedOf(marks: readonly Mark[], soonest = SECOND): number | null {
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last || last.at - first.at < soonest) return null;
  return ((last.bytes - first.bytes) * SECOND) / (last.at - first.at);
}
