import { MINUTE, SECOND } from "@/lib/core/time";
import type { ChannelStatus } from "./contract";

/** So many failures in a row open the circuit. */
export const BREAKS_AFTER = 5;
const OPEN_FOR = 60 * SECOND;
const OPEN_FOR_AT_MOST = 30 * MINUTE;

export interface GateRow {
  readonly status: ChannelStatus;
  readonly removedAt: Date | null;
  readonly maxPerHour: number | null;
  readonly breakerFailures: number;
  readonly breakerOpenUntil: Date | null;
}

export interface GateFacts {
  /** Whether a kill switch is thrown in whose scope the channel is. */
  readonly stopped: boolean;
  readonly now: Date;
  /** Attempts started in the last 60 minutes, and when the oldest of them leaves that hour; null if none. */
  readonly startedThisHour: number;
  readonly hourEndsAt: Date | null;
}

/** `probe`: the circuit was open, and this one attempt tells whether it closes. `until` is null where a person has to act. */
export type Gate =
  | { readonly open: true; readonly probe: boolean }
  | {
      readonly open: false;
      readonly waitsFor: "channel_paused" | "reconnecting" | "stopped" | "breaker" | "cap";
      readonly until: Date | null;
    };

/** Whether an attempt may start on a channel now; what only a person can lift is said before what passes by itself. */
export function gateOf(channel: GateRow, { stopped, now, startedThisHour, hourEndsAt }: GateFacts): Gate {
  if (channel.removedAt !== null || channel.status === "paused") return closed("channel_paused");
  if (channel.status !== "active") return closed("reconnecting");
  if (stopped) return closed("stopped");
  if (isOpen(channel, now)) return closed("breaker", channel.breakerOpenUntil);
  if (channel.maxPerHour !== null && startedThisHour >= channel.maxPerHour) return closed("cap", hourEndsAt);
  return { open: true, probe: channel.breakerFailures >= BREAKS_AFTER };
}

type Closed = Extract<Gate, { open: false }>;
const closed = (waitsFor: Closed["waitsFor"], until: Date | null = null): Closed => ({ open: false, waitsFor, until });

/** Whether the circuit is open: nothing is sent until its time is over. */
export const isOpen = ({ breakerOpenUntil }: Pick<GateRow, "breakerOpenUntil">, now: Date): boolean =>
  breakerOpenUntil !== null && breakerOpenUntil > now;

export const CLOSED_BREAKER = { breakerFailures: 0, breakerOpenUntil: null } as const;

/**
 * The circuit after one more attempt: each failure in a row past the fourth doubles how long it stays open. What fails
 * while it is open was on its way before, and says nothing that is not known.
 */
export function breakerAfter(
  breaker: { readonly breakerFailures: number; readonly breakerOpenUntil: Date | null },
  outcome: "fine" | "failed",
  now: Date,
): { breakerFailures: number; breakerOpenUntil: Date | null } {
  if (outcome === "fine") return CLOSED_BREAKER;
  const { breakerFailures, breakerOpenUntil } = breaker;
  if (isOpen(breaker, now)) return { breakerFailures, breakerOpenUntil };
  const failures = breakerFailures + 1;
  if (failures < BREAKS_AFTER) return { breakerFailures: failures, breakerOpenUntil: null };
  const span = Math.min(OPEN_FOR * 2 ** (failures - BREAKS_AFTER), OPEN_FOR_AT_MOST);
  return { breakerFailures: failures, breakerOpenUntil: new Date(now.getTime() + span) };
}
