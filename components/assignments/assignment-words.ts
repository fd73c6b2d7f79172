import type { StateName } from "@/components/ui/states";
import { countOf, spanInWords, startOfDay } from "@/components/ui/words";
import { DAY, SECOND } from "@/lib/core/time";
import type { AssignmentStatus, Cause, Phase, Standing } from "@/lib/domain/assignments/contract";

/** What a chip says of an assignment. */
interface ChipWords {
  readonly state: StateName;
  readonly word: string;
}

type Known = Pick<Standing, "phase" | "waits_for">;

/** One state and one word: as fine as is known while it is under way, and what is waited for before that. */
export function chipOf(status: AssignmentStatus, { phase, waits_for: waits }: Known): ChipWords {
  if (status === "publishing") return { state: "publishing", word: UNDER_WAY[phase] };
  if (status === "scheduled" && waits !== null) return { state: "waiting", word: "waiting" };
  if (status === "scheduled" && phase === "preparing") return { state: "scheduled", word: "preparing" };
  return { state: status, word: status };
}

const UNDER_WAY: Readonly<Record<Phase, string>> = {
  waiting: "publishing",
  preparing: "preparing",
  ready: "publishing",
  sending: "sending",
  repeating: "sending again",
  processing: "processing",
  looking: "checking",
  ended: "publishing",
};

/** `40 s late`, `3 min late`; null while it is not. */
export function lateWords(seconds: number): string | null {
  return seconds > 0 ? `${spanInWords(seconds * SECOND)} late` : null;
}

/** A moment for a cell: `9:30` where it was today, `today 18:50` where it will be, else with its day. */
export function whenWords(at: Date, now: Date): string {
  const time = at.toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit" });
  const days = Math.round((startOfDay(at).getTime() - startOfDay(now).getTime()) / DAY);
  if (days === 0) return at > now ? `today ${time}` : time;
  if (days === 1) return `tomorrow ${time}`;
  if (days === -1) return `yesterday ${time}`;
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return `${at.toLocaleDateString("en-GB", { day: "numeric", month: "short", ...year })} ${time}`;
}

interface Timed {
  readonly status: AssignmentStatus;
  readonly scheduled_at: string | null;
  readonly live_at: string | null;
  readonly attempts: number;
  readonly standing: Pick<Standing, "late_seconds">;
}

/** The line under a chip: when, how late, and how often it was tried where that was more than once. */
export function timeLine({ status, scheduled_at: due, live_at: live, attempts, standing }: Timed, now: Date): string {
  const at = status === "published" ? (live ?? due) : due;
  const parts = [
    at === null ? (status === "assigned" ? "no time yet" : null) : whenWords(new Date(at), now),
    status === "cancelled" ? null : lateWords(standing.late_seconds),
    attempts > 1 ? countOf(attempts, "attempt") : null,
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

export const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  missed: "missed its time",
  sign_in_expired: "sign-in expired",
  refused: "refused by the platform",
  preflight: "does not fit the platform",
  processing_failed: "failed in processing",
  gave_up: "gave up after several tries",
  channel_disabled: "channel disabled",
  worker_lost: "cut off in the middle",
  no_answer: "no answer came",
};

/** A cause that a newer desk knows is told by its own name. */
export function causeInWords(cause: string): string {
  return (CAUSE_WORDS as Readonly<Record<string, string>>)[cause] ?? cause.replaceAll("_", " ");
}
