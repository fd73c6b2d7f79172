import { SECOND } from "@/lib/core/time";
import { speedOf, type Mark } from "@/components/ui/speed";
import { bytesInWords, spanInWords } from "@/components/ui/words";

/** What of the past says how fast it goes now. */
const WINDOW = 6 * SECOND;

/** The marks with one more, without those that say nothing of now. What falls back, after a lost connection, begins anew. */
export function withMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const last = marks.at(-1);
  if (last && mark.bytes < last.bytes) return [mark];
  return [...marks.filter(({ at }) => mark.at - at <= WINDOW), mark];
}

/** `12.4 MB/s · 2 min left`; empty while it is too soon to say. */
export function paceInWords(marks: readonly Mark[], bytes: number): string {
  const [speed, last] = [speedOf(marks), marks.at(-1)];
  if (speed === null || last === undefined || speed <= 0) return "";
  return `${bytesInWords(speed)}/s · ${spanInWords(((bytes - last.bytes) / speed) * SECOND)} left`;
}
