import { startOfDay } from "@/components/ui/words";

export const DAYS = ["today", "tomorrow", "week"] as const;
export type Days = (typeof DAYS)[number];

/** From when until before when some days last, on whole days of the viewer's zone; a week begins on Monday. */
export function rangeOf(days: Days, now: Date): { readonly from: Date; readonly to: Date } {
  const from = startOfDay(now);
  if (days === "tomorrow") from.setDate(from.getDate() + 1);
  if (days === "week") from.setDate(from.getDate() - ((from.getDay() + 6) % 7));
  const to = new Date(from);
  to.setDate(to.getDate() + (days === "week" ? 7 : 1));
  return { from, to };
}
