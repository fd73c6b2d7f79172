import { createHash } from "node:crypto";
import { MINUTE, SECOND } from "@/lib/core/time";
import type { Bookmark } from "@/lib/platforms/contract";
import type { Frozen } from "./frozen";

/** How far ahead of its time a post is taken up: from then on it is neither moved nor cancelled. */
export const HORIZON_MS = 3 * SECOND;

/** So many workers may die with one assignment before it is left to a person. */
export const MOST_DEATHS = 3;

/** So often an unsure look is repeated before a person is asked. */
export const MOST_UNSURE_LOOKS = 8;

const FIRST_WAIT_MS = 15 * SECOND;
const LONGEST_WAIT_MS = 15 * MINUTE;

/** A wait before the next try: twice as long each time, and anything up to that, so that many do not come at once. */
export function backoffMs(tries: number, random: () => number = Math.random): number {
  const most = Math.min(FIRST_WAIT_MS * 2 ** Math.min(tries, 10), LONGEST_WAIT_MS);
  return SECOND + Math.round(random() * most);
}

const FIRST_REPEAT_MS = 2 * SECOND;

/** A wait before the same request is sent again under its key. It posts nothing twice, so the first need not be long. */
export function repeatAfterMs(attempts: number, random: () => number = Math.random): number {
  const most = Math.min(FIRST_REPEAT_MS * 2 ** Math.min(attempts - 1, 10), LONGEST_WAIT_MS);
  return Math.round((0.5 + random() / 2) * most);
}

/** What an attempt was about, to tell two attempts apart or alike without keeping their words. */
export function requestHashOf(frozen: Frozen, bookmark: Bookmark): string {
  return createHash("sha256")
    .update(JSON.stringify([frozen, Object.entries(bookmark).toSorted(([a], [b]) => (a < b ? -1 : 1))]))
    .digest("hex");
}
