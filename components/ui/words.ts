import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/time";

/** Bytes in decimal units: `184.2 MB`. */
export function bytesInWords(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ""}`;
}

const two = (n: number) => String(n).padStart(2, "0");

/** Seconds as a clock: `2:13`, `1:04:09`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Seconds for the ear: `2 minutes 13 seconds`. */
export function spokenLength(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [
    countOf(Math.floor(whole / 3600), "hour"),
    countOf(Math.floor(whole / 60) % 60, "minute"),
    countOf(whole % 60, "second"),
  ];
  const said = parts.filter((part) => !part.startsWith("0 "));
  return said.length === 0 ? "0 seconds" : said.join(" ");
}

/** `1 video`, `9 videos`; a plural that takes more than an s is given. */
export function countOf(n: number, noun: string, plural = `${noun}s`): string {
  return `${n.toLocaleString("en")} ${n === 1 ? noun : plural}`;
}

/** A span of milliseconds in its two largest units: `48 min`, `21 h 40 min`, `3 d 4 h`. */
export function spanInWords(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < 10 * HOUR) return pair(span, [HOUR, "h"], [MINUTE, "min"]);
  if (span < 4 * DAY) return `${Math.floor(span / HOUR)} h`;
  return pair(span, [DAY, "d"], [HOUR, "h"]);
}

function pair(span: number, [big, bigName]: [number, string], [small, smallName]: [number, string]): string {
  const rest = Math.floor((span % big) / small);
  return `${Math.floor(span / big)} ${bigName}${rest > 0 ? ` ${rest} ${smallName}` : ""}`;
}

/** How a moment lies to now: `just now`, `12 min ago`, `yesterday`, `in 71 h`, `20 Nov`. */
export function relativeWords(at: Date, now: Date): string {
  const gap = at.getTime() - now.getTime();
  // The page looks at its clock every ten seconds, and the server has another one: a little ahead is now.
  if (Math.abs(gap) < 15 * SECOND) return "just now";
  if (gap >= 0) return gap < MINUTE ? "in a moment" : `in ${spanInWords(gap)}`;
  if (-gap < MINUTE) return "just now";
  if (-gap < 12 * HOUR) return `${spanInWords(-gap).replace(/ \d+ min$/, (rest) => (-gap < HOUR ? rest : ""))} ago`;
  const days = Math.round((startOfDay(now).getTime() - startOfDay(at).getTime()) / DAY);
  if (days === 0) return `${Math.floor(-gap / HOUR)} h ago`;
  if (days === 1) return "yesterday";
  if (days < 7) return `${days} days ago`;
  return at.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
  });
}

/** The moment itself, with its zone: `Fri 20 Nov 2026, 14:02:11 CET`. */
export function exactWords(at: Date): string {
  return at.toLocaleString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  });
}

/** A moment that can be read on another day: `20 Nov 2026, 14:02:11 CET`. */
export function fullWords(at: Date): string {
  return at.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "long" });
}

/** A moment for a narrow column, zone included: `14:02:11 CET` on its day, else `20 Nov, 14:02 CET`. */
export function shortExactWords(at: Date, now: Date): string {
  const today = startOfDay(at).getTime() === startOfDay(now).getTime();
  return at.toLocaleString("en-GB", {
    ...(today ? { second: "2-digit" } : { day: "numeric", month: "short" }),
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
}

export function startOfDay(at: Date): Date {
  const day = new Date(at);
  day.setHours(0, 0, 0, 0);
  return day;
}

/** Checksums inside a sentence cut short for narrow places: `sha256:9f2c41d0…`. */
export function withShortHashes(sentence: string): string {
  return sentence.replaceAll(/\b([0-9a-f]{8})[0-9a-f]{24,}/g, "$1…");
}
