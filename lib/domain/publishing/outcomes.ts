import { SECOND } from "@/lib/core/time";
import type { AssignmentStatus, Cause } from "@/lib/domain/assignments/contract";
import type { Ending, PlatformCard } from "@/lib/platforms/contract";
import type { AttemptState } from "./contract";
import { backoffMs, repeatAfterMs } from "./rules";

/** What an ending comes to: for the attempt, the assignment and the channel. Spans are in milliseconds from now. */
export interface Outcome {
  readonly attempt: {
    readonly state: AttemptState;
    readonly trouble: string | null;
    /** After its deadline: when it is looked for. Null where nobody looks. */
    readonly lookAfterMs: number | null;
  };
  readonly status: AssignmentStatus;
  readonly cause: Cause | null;
  readonly sentence: string | null;
  readonly remote: { readonly id: string; readonly url: string | null } | null;
  /** When it goes out again; null where it does not. */
  readonly dueInMs: number | null;
  readonly watchInMs: number | null;
  /** When the same request is sent again under its key; null where it is not. */
  readonly repeatInMs: number | null;
  readonly channel: {
    /** What it says of the account and its platform; null where it says nothing. */
    readonly breaker: "fine" | "failed" | null;
    readonly expire: boolean;
    readonly disable: boolean;
  };
}

export interface Circumstances {
  readonly settles: PlatformCard["settles"];
  readonly landsWithinMs: number;
  readonly retryCount: number;
  readonly maxRetries: number;
  /** Of the attempt that ended, from 1. */
  readonly number: number;
  /** Whether a try before it may have posted, and nobody has settled that yet. */
  readonly unsettled?: boolean;
  readonly random?: () => number;
}

export type SendEnding = Extract<
  Ending,
  { kind: "sent" | "live" | "later" | "refused" | "reconnect" | "gone" | "unknown" }
>;

const NOTHING = {
  cause: null,
  sentence: null,
  remote: null,
  dueInMs: null,
  watchInMs: null,
  repeatInMs: null,
  channel: { breaker: null, expire: false, disable: false },
} as const;

/** Jitter on a wait that the platform told: it is kept, and not ended by everybody at once. */
const TOLD_JITTER = 0.1;

/** What one try of sending comes to (standard 2.1 and 2.2). Only what is proven not sent goes out again by itself. */
export function outcomeOf(ending: SendEnding, circumstances: Circumstances): Outcome {
  if (circumstances.unsettled) return stillUnknown(ending, circumstances);
  switch (ending.kind) {
    case "sent":
      return {
        ...NOTHING,
        attempt: { state: "confirmed", trouble: null, lookAfterMs: null },
        status: "publishing",
        remote: { id: ending.remoteId, url: null },
        watchInMs: 0,
        channel: { ...NOTHING.channel, breaker: "fine" },
      };
    case "live":
      return {
        ...NOTHING,
        attempt: { state: "confirmed", trouble: null, lookAfterMs: null },
        status: "published",
        remote: { id: ending.remoteId, url: ending.url },
        channel: { ...NOTHING.channel, breaker: "fine" },
      };
    case "later":
      return notSent(ending, circumstances);
    case "refused":
      return failed("refused", ending.reason, { breaker: "fine", expire: false, disable: false });
    case "reconnect":
      return failed("sign_in_expired", ending.reason, { breaker: null, expire: true, disable: false });
    case "gone":
      return failed("channel_disabled", ending.reason, { breaker: null, expire: false, disable: true });
    case "unknown":
      break;
  }
  return lost(ending.reason, "no_answer", circumstances);
}

/**
 * What a repetition comes to. That this try posted nothing does not say that the one before did not: only a
 * confirmation settles that. What could not be sent is sent again under the key, and a refusal is left to a person.
 */
function stillUnknown(ending: SendEnding, circumstances: Circumstances): Outcome {
  const settled = outcomeOf(ending, { ...circumstances, unsettled: false });
  if (ending.kind === "sent" || ending.kind === "live" || ending.kind === "unknown") return settled;
  const open = { ...lost(ending.reason, "no_answer", circumstances), channel: settled.channel };
  if (ending.kind !== "later") return { ...open, status: "unconfirmed", cause: "no_answer", repeatInMs: null };
  const told = (ending.seconds ?? 0) * SECOND;
  return open.repeatInMs === null ? open : { ...open, repeatInMs: Math.max(open.repeatInMs, told) };
}

function notSent(
  { seconds, reason }: Extract<Ending, { kind: "later" }>,
  { retryCount, maxRetries, random = Math.random }: Circumstances,
): Outcome {
  // A wait that was told says nothing against the account; a server that cannot be reached does.
  const channel = { ...NOTHING.channel, breaker: seconds === null ? ("failed" as const) : null };
  const attempt = { state: "not_sent" as const, trouble: reason, lookAfterMs: null };
  if (retryCount >= maxRetries) {
    return { ...NOTHING, attempt, status: "failed", cause: "gave_up", sentence: reason, channel };
  }
  const dueInMs =
    seconds === null ? backoffMs(retryCount, random) : Math.ceil(seconds * SECOND * (1 + random() * TOLD_JITTER));
  return { ...NOTHING, attempt, status: "scheduled", sentence: reason, dueInMs, channel };
}

function failed(cause: Cause, reason: string, channel: Outcome["channel"]): Outcome {
  const attempt = { state: "rejected" as const, trouble: reason, lookAfterMs: null };
  return { ...NOTHING, attempt, status: "failed", cause, sentence: reason, channel };
}

/** Nobody knows whether it took effect; `cause` says why: no answer came, or the worker that waited for one is gone. */
export function lost(
  reason: string,
  cause: Extract<Cause, "no_answer" | "worker_lost">,
  { settles, landsWithinMs, number, maxRetries, random = Math.random }: Circumstances,
): Outcome {
  const looks = settles === "by-handle" || settles === "by-search";
  const attempt = { state: "unknown" as const, trouble: reason, lookAfterMs: looks ? landsWithinMs : null };
  const channel = { ...NOTHING.channel, breaker: cause === "no_answer" ? ("failed" as const) : null };
  if (settles === "by-key" && number <= maxRetries) {
    return {
      ...NOTHING,
      attempt,
      status: "publishing",
      sentence: reason,
      repeatInMs: repeatAfterMs(number, random),
      channel,
    };
  }
  return { ...NOTHING, attempt, status: "unconfirmed", cause, sentence: reason, channel };
}
