import { DAY } from "@/lib/core/time";
import type { Prisma } from "@/lib/infra/db";
import type { Reason } from "./needs";
import type { StagingState } from "./contract";

/** Which staging copies are in a state now; a row is in one of them exactly. */
export function inState(
  state: StagingState,
  { now, reasons }: { now: Date; reasons: readonly Reason[] },
): Prisma.StagingCopyWhereInput {
  const needed = { OR: reasons.map(({ where }) => where) };
  const there = { droppedAt: null, heldAt: null };
  return {
    dropped: { droppedAt: { not: null } },
    held: { droppedAt: null, heldAt: { not: null } },
    needed: { ...there, AND: needed },
    due: { ...there, NOT: needed, dropAt: { lte: now } },
    waiting: { ...there, NOT: needed, dropAt: { gt: now } },
  }[state];
}

/** The state of one row, for which `needed` has been found out. */
export function stateOf(
  row: { readonly droppedAt: Date | null; readonly heldAt: Date | null; readonly dropAt: Date },
  { needed, now }: { needed: boolean; now: Date },
): StagingState {
  if (row.droppedAt !== null) return "dropped";
  if (row.heldAt !== null) return "held";
  if (needed) return "needed";
  return row.dropAt <= now ? "due" : "waiting";
}

/** Whoever releases a copy whose time is over gives everybody a day to look. */
export const dropAtAfterRelease = (dropAt: Date, now: Date) =>
  new Date(Math.max(dropAt.getTime(), now.getTime() + DAY));
