import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import type { QuietHours } from "./contract";

/**
 * When quiet hours that hold now come to their end; null where none hold. They are told by the clock on
 * the wall of their zone: on a day that skips an hour they end when that clock has passed `until`, and on
 * a day that has one twice they end the first time.
 */
export function quietUntil(now: Date, quiet: QuietHours | null): Date | null {
  if (quiet === null || !isQuiet(now, quiet)) return null;
  const minutesLeft = (minutesOf(quiet.until) - wallMinutes(now, quiet.timezone) + MINUTES_A_DAY) % MINUTES_A_DAY;
  // Were every day 24 hours long, they would end here; no zone moves its clock by more than two hours.
  const usual = Math.floor(now.getTime() / MINUTE) * MINUTE + minutesLeft * MINUTE;
  const from = Math.max(Math.ceil(now.getTime() / MINUTE) * MINUTE, usual - MOST_SHIFT);
  for (let at = from; at < usual + MOST_SHIFT; at += MINUTE) {
    if (!isQuiet(new Date(at), quiet)) return new Date(at);
  }
  return new Date(usual);
}

const MINUTES_A_DAY = DAY / MINUTE;
const MOST_SHIFT = 2 * HOUR;

function isQuiet(at: Date, { from, until, timezone }: QuietHours): boolean {
  const [begin, end, wall] = [minutesOf(from), minutesOf(until), wallMinutes(at, timezone)];
  return begin < end ? begin <= wall && wall < end : begin <= wall || wall < end;
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Making one takes far longer than asking it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Minutes since midnight on the wall of a zone. */
function wallMinutes(at: Date, timeZone: string): number {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  clocks.set(timeZone, clock);
  return minutesOf(clock.format(at));
}
