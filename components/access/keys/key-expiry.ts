import { DAY } from "@/lib/core/time";
import { MOST_KEY_YEARS } from "@/lib/domain/access/contract";

/** When a new key stops working by itself, as its maker chooses it. */
export const EXPIRIES = [
  { value: "never", word: "Never" },
  { value: "30", word: "30 days" },
  { value: "90", word: "90 days" },
  { value: "365", word: "1 year" },
  { value: "date", word: "Date" },
] as const;
export type Expiry = (typeof EXPIRIES)[number]["value"];

/** The moment that is meant; a date means its end where the person is. Null for never, or without a date. */
export function endOf({ expiry, date, from }: { expiry: Expiry; date: string; from: Date }): Date | null {
  if (expiry === "never") return null;
  if (expiry !== "date") return new Date(from.getTime() + Number(expiry) * DAY);
  const end = new Date(`${date}T23:59:59`);
  return Number.isNaN(end.getTime()) ? null : end;
}

/** The first and the last day that can be chosen, as the field for dates wants them. */
export function daysToChoose(from: Date): { first: string; last: string } {
  const last = new Date(from);
  last.setFullYear(last.getFullYear() + MOST_KEY_YEARS);
  last.setDate(last.getDate() - 1);
  return { first: dayOf(from), last: dayOf(last) };
}

/** `2026-11-21` where the person is: Swedish writes dates so. */
const dayOf = (at: Date) => at.toLocaleDateString("sv-SE");
