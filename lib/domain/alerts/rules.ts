import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/time";
import { copyLost } from "@/lib/domain/copies/events";
import { AuditEvent, deliveryFailed, deliveryRefused } from "@/lib/domain/deliveries/events";
import { ALERT_KINDS, type AlertKind } from "./contract";
import { ASSIGNMENT_KINDS, AssignmentTold, CHANNEL_KINDS, ChannelTold } from "./facts";

/** The kind that a route is tried out with; it comes of no event and stands in no list. */
export const TEST = "test";

/** The only refusal that somebody besides the sender should look at: all others are told to the sender, who can mend them. */
const ALARMING_REFUSALS: ReadonlySet<string> = new Set(["qc_not_passed"]);

/** What an event says that an alert comes of. */
export type Alarm =
  | { readonly kind: "delivery.refused" | "delivery.failed"; readonly told: AuditEventOut }
  | { readonly kind: "copy.lost"; readonly told: CopyLostOut }
  | { readonly kind: (typeof ASSIGNMENT_KINDS)[number]; readonly told: AssignmentTold }
  | { readonly kind: (typeof CHANNEL_KINDS)[number]; readonly told: ChannelTold };
type AuditEventOut = ReturnType<typeof AuditEvent.parse>;
type CopyLostOut = ReturnType<typeof copyLost.payload.parse>;

/** The alarm in an event; null where nobody needs to look. */
export function alarmOf({ type, payload }: { type: string; payload: unknown }): Alarm | null {
  if (type === deliveryFailed.name) return { kind: "delivery.failed", told: AuditEvent.parse(payload) };
  if (type === copyLost.name) return { kind: "copy.lost", told: copyLost.payload.parse(payload) };
  const ofAssignment = ASSIGNMENT_KINDS.find((kind) => kind === type);
  if (ofAssignment) return { kind: ofAssignment, told: AssignmentTold.parse(payload) };
  const ofChannel = CHANNEL_KINDS.find((kind) => kind === type);
  if (ofChannel) return { kind: ofChannel, told: ChannelTold.parse(payload) };
  if (type !== deliveryRefused.name) return null;
  const told = AuditEvent.parse(payload);
  return ALARMING_REFUSALS.has(told.error_code ?? "") ? { kind: "delivery.refused", told } : null;
}

/** The events that may hold an alarm. */
export const ALARMING_EVENTS: readonly AlertKind[] = ALERT_KINDS;

/** Copies that one store lost within so long of the first are one alert: a store that is gone is one trouble. */
export const GATHERS_LOSSES = 10 * MINUTE;

/** Before the first try and between each and the next (standard 2.4): 76 hours in all. */
const PAUSES = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;
const JITTER = 0.2;

/** When a notice is tried again that has been tried so often; null where that was the last time. `chance` is from 0 to 1. */
export function nextTry(attempts: number, now: Date, chance: number): Date | null {
  const pause = PAUSES[attempts];
  if (pause === undefined) return null;
  return new Date(now.getTime() + Math.round(pause * (1 - JITTER + 2 * JITTER * chance)));
}

/** A webhook that took nothing for so long is switched off. */
export const GIVE_UP_AFTER = 5 * DAY;

/** How long a claimed notice is one worker's: longer than a receiver may take, and then it is due again. */
export const WEBHOOK_LEASE = 45 * SECOND;
export const MAIL_LEASE = 3 * MINUTE;

/** A mail waits a moment for company, and a route sends one in so long at most. */
export const MAIL_GATHERS = 10 * SECOND;
export const BETWEEN_MAILS = 5 * MINUTE;

/** When a mail may go out next, for a route whose last one went out then. */
export function nextMail(now: Date, lastSentAt: Date | null): Date {
  const gathered = now.getTime() + MAIL_GATHERS;
  return new Date(lastSentAt === null ? gathered : Math.max(gathered, lastSentAt.getTime() + BETWEEN_MAILS));
}

/** An address as it may be shown: its path and query may hold a secret. */
export const shownUrl = (url: URL) => `${url.origin}/…`;
