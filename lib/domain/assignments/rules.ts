import { DAY, MINUTE, SECOND } from "@/lib/core/time";
import type { Settings } from "@/lib/platforms/contract";
import type { AssignmentStatus } from "./contract";

interface Own {
  readonly caption: string | null;
  /** What its column holds: an object, as the contract has it. */
  readonly settings: unknown;
}
interface Inherited {
  readonly defaultCaption: string | null;
  readonly defaultSettings: unknown;
}

/** What an assignment goes out with: its own, else its channel's, else none. Settings inherit one by one. */
export function contentOf(own: Own, channel: Inherited): { caption: string; settings: Settings } {
  return {
    caption: own.caption ?? channel.defaultCaption ?? "",
    settings: { ...(channel.defaultSettings as Settings), ...(own.settings as Settings) },
  };
}

/** Clocks differ: a time that has passed by less is taken for now. */
const GRACE = MINUTE;
const FARTHEST = 366 * DAY;

/** When something is scheduled whose time is written so; null where it is in the past, or more than a year ahead. */
export function slotOf(text: string, now: Date): Date | null {
  const asked = new Date(text);
  if (asked.getTime() < now.getTime() - GRACE || asked.getTime() > now.getTime() + FARTHEST) return null;
  return asked < now ? now : asked;
}

/** How long one is sent late before it is missed, in minutes, where nobody says so. */
const PATIENCE = { publish: 60, miss: 5 } as const;

export const lateRowOf = ({ action, minutes }: { action: keyof typeof PATIENCE; minutes?: number }) => ({
  lateAction: action,
  lateAfterMinutes: minutes ?? PATIENCE[action],
});

interface Timed {
  readonly scheduledAt: Date | null;
  readonly lateAfterMinutes: number;
}

/** When one that has not gone out is given up as missed; null where it has no time. */
export function missedAt({ scheduledAt, lateAfterMinutes }: Timed): Date | null {
  return scheduledAt && new Date(scheduledAt.getTime() + lateAfterMinutes * MINUTE);
}

interface Going {
  readonly status: AssignmentStatus;
  readonly scheduledAt: Date | null;
  readonly liveAt: Date | null;
}

/** How late it is, or went out, in whole seconds; 0 while its time is to come, and where it will not go out. */
export function lateSeconds({ status, scheduledAt, liveAt }: Going, now: Date): number {
  if (scheduledAt === null || status === "assigned" || status === "failed" || status === "cancelled") return 0;
  return Math.max(0, Math.floor(((liveAt ?? now).getTime() - scheduledAt.getTime()) / SECOND));
}

/** Within so many seconds of its time one is on time: it is being sent. */
const ON_TIME = 60;

/** Whether its time has passed and it has not gone out. */
export const isLate = (row: Going, now: Date) => row.liveAt === null && lateSeconds(row, now) >= ON_TIME;

/** Those that stand against the same video on the same channel again. */
export const STANDS_AGAINST = ["assigned", "scheduled", "publishing", "published", "unconfirmed"] as const;
