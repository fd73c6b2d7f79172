import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import type { Channel, ChannelHealth, ChannelStatus } from "./contract";
import { BREAKS_AFTER } from "./gate";

/** How long before the end of a sign-in somebody is told. */
export const WARNS_BEFORE = 7 * DAY;

export interface HealthRow {
  readonly status: ChannelStatus;
  readonly statusReason: string | null;
  readonly credentialsExpireAt: Date | null;
  readonly breakerFailures: number;
  readonly breakerOpenUntil: Date | null;
  readonly checkTrouble: string | null;
}

interface Around {
  /** Whether a kill switch is thrown in whose scope the channel is. */
  readonly stopped: boolean;
  /** Whether the desk renews such a sign-in by itself. */
  readonly renews: boolean;
  readonly now: Date;
}

type Health = Pick<Channel, "health" | "health_sentence">;

/** How a channel fares, in a sentence that says what to do. What a person has to mend comes first. */
export function healthOf(row: HealthRow, { stopped, renews, now }: Around): Health {
  if (row.status === "needs_reconnecting")
    return says("broken", row.statusReason ?? "Its sign-in is not taken any more.", "Connect it again.");
  if (row.status === "disabled")
    return says("broken", row.statusReason ?? "The receiver wants to hear nothing more.", "Connect it again.");
  if (row.status === "paused") return says("resting", row.statusReason ? `Paused: ${row.statusReason}` : "Paused.");
  if (stopped) return says("resting", "Publishing is stopped by a kill switch.");
  const ending = endingOf(row.credentialsExpireAt, { renews, now });
  if (ending !== null) return says("attention", ending);
  const resting = breakerOf(row, now);
  if (resting !== null) return says("attention", resting);
  if (row.checkTrouble !== null) return says("attention", "The last test found:", row.checkTrouble);
  return says("good", "Publishing works.");
}

const says = (health: ChannelHealth, ...sentences: readonly string[]): Health => ({
  health,
  health_sentence: sentences.join(" "),
});

function endingOf(end: Date | null, { renews, now }: Pick<Around, "renews" | "now">): string | null {
  if (end === null) return null;
  if (end <= now)
    return renews
      ? "Its sign-in has ended and could not be renewed yet. The desk tries again every minute."
      : "Its sign-in has ended: connect it again.";
  const left = end.getTime() - now.getTime();
  return renews || left > WARNS_BEFORE ? null : `Its sign-in ends in ${spanInWords(left)}: connect it again.`;
}

/** The larger unit alone, rounded down so that nobody thinks they have longer. */
export function spanInWords(ms: number): string {
  const [count, unit] =
    ms >= DAY
      ? [Math.floor(ms / DAY), "day"]
      : ms >= HOUR
        ? [Math.floor(ms / HOUR), "hour"]
        : [Math.max(1, Math.floor(ms / MINUTE)), "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

function breakerOf({ breakerFailures: failures, breakerOpenUntil: until }: HealthRow, now: Date): string | null {
  if (failures < BREAKS_AFTER) return null;
  const past = `${failures} attempts failed in a row`;
  return until !== null && until > now
    ? `${past}. It rests until ${until.toISOString().slice(11, 16)} UTC and then tries one.`
    : `${past}. The next one is tried alone.`;
}
