import { DAY } from "@/lib/core/time";

/** How many uploads of one caller may be unfinished at a time. */
export const MOST_UNFINISHED = 20;

/** How long an upload waits for its next byte, or for its QC form. */
export const expiryOf = (lastByteAt: Date, keepDays: number) => new Date(lastByteAt.getTime() + keepDays * DAY);

/** What a browser or a program calls the file: the last part of a path, without what cannot be shown. */
export function fileNameOf(given: string): string {
  const name = (given.split(/[/\\]/).at(-1) ?? "").replace(/[\p{Cc}\p{Cf}]+/gu, "").trim();
  // By characters and not by halves of one.
  return Array.from(name.toWellFormed()).slice(0, 255).join("") || "film.mp4";
}
