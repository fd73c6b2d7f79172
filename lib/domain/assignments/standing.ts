import { cardOf } from "@/lib/platforms/cards";
import type { ChannelStatus } from "@/lib/domain/channels/contract";
import type { AssignmentAction, AssignmentStatus, Finding, Phase, Standing, WaitsFor } from "./contract";
import { standing } from "./preflight";
import { isLate, lateSeconds, missedAt } from "./rules";

/** An assignment as far as it says where it stands. */
export interface StandingRow {
  readonly status: AssignmentStatus;
  readonly cause: string | null;
  readonly errorMessage: string | null;
  readonly scheduledAt: Date | null;
  readonly dueAt: Date | null;
  readonly lateAfterMinutes: number;
  readonly retryCount: number;
  readonly maxRetries: number;
  readonly forced: boolean;
  /** What its column holds: `Finding[]`. */
  readonly findings: unknown;
  readonly frozenAt: Date | null;
  readonly prepareDueAt: Date | null;
  readonly preparedAt: Date | null;
  readonly watchDueAt: Date | null;
  readonly liveAt: Date | null;
  readonly remoteId: string | null;
}

interface StandingChannel {
  readonly platform: string;
  readonly status: ChannelStatus;
  readonly maxPerHour: number | null;
  readonly breakerOpenUntil: Date | null;
  readonly removedAt: Date | null;
}

/** The last try. */
export interface LastAttempt {
  readonly number: number;
  readonly state: string;
  readonly startedAt: Date;
  readonly lookDueAt: Date | null;
  readonly trouble: string | null;
}

interface Around {
  readonly channel: StandingChannel;
  /** Whether a kill switch holds it: the one for all, or its platform's. */
  readonly stopped: boolean;
  readonly attempt: LastAttempt | null;
  readonly now: Date;
}

/** Where an assignment stands in the world: how far it is, what it waits for, and what a person can do now. */
export function standingOf(row: StandingRow, around: Around): Standing {
  const { attempt, now } = around;
  const waitsFor = row.status === "scheduled" ? waitOf(row, around) : null;
  // What was sent is no later for nobody knowing what came of it.
  const until = row.status === "unconfirmed" && attempt ? attempt.startedAt : now;
  return {
    phase: PHASES[row.status](row, around),
    waits_for: waitsFor,
    late_seconds: lateSeconds(row, until),
    missed_at: row.status === "scheduled" && isLate(row, now) ? (missedAt(row)?.toISOString() ?? null) : null,
    sentence: SENTENCES[row.status](row, { ...around, waitsFor }),
    actions: ACTIONS[row.status](row, { ...around, waitsFor }),
  };
}

type ByStatus<T> = Readonly<Record<AssignmentStatus, T>>;

const PHASES: ByStatus<(row: StandingRow, around: Around) => Phase> = {
  assigned: () => "waiting",
  scheduled: ({ preparedAt, prepareDueAt, frozenAt }, { now }) => {
    if (preparedAt !== null || (prepareDueAt === null && frozenAt !== null)) return "ready";
    return prepareDueAt !== null && prepareDueAt <= now ? "preparing" : "waiting";
  },
  publishing: (row, around) => {
    if (row.remoteId !== null || row.watchDueAt !== null) return "processing";
    return isRepeated(row, around) ? "repeating" : "sending";
  },
  unconfirmed: (_row, { attempt }) => (attempt !== null && attempt.lookDueAt !== null ? "looking" : "waiting"),
  published: () => "ended",
  failed: () => "ended",
  cancelled: () => "ended",
};

/** Whether an answer stayed out and the same request goes again: a try more than retries account for. */
function isRepeated({ retryCount }: StandingRow, { attempt, channel }: Around): boolean {
  if (attempt === null || cardOf(channel.platform).settles !== "by-key") return false;
  return attempt.state !== "sending" || attempt.number > retryCount + 1;
}

/** What holds one that is scheduled, besides its time: the nearest thing that a person could mend comes first. */
function waitOf(row: StandingRow, { channel, stopped, now }: Around): WaitsFor | null {
  if (channel.status === "paused") return "channel_paused";
  if (channel.status !== "active") return "reconnecting";
  if (stopped) return "stopped";
  if (againstIt(row).length > 0) return "preflight";
  const due = row.dueAt ?? row.scheduledAt;
  const { breakerOpenUntil } = channel;
  if (breakerOpenUntil !== null && breakerOpenUntil > now && due !== null && due <= breakerOpenUntil) return "breaker";
  const putOff = due !== null && due > now && row.scheduledAt !== null && due > row.scheduledAt;
  if (!putOff) return null;
  // A try that was put off says what went wrong; one that the hour has no room for did nothing wrong.
  return channel.maxPerHour !== null && row.cause === null && row.errorMessage === null ? "cap" : "retry";
}

const againstIt = ({ findings, forced }: StandingRow) => standing(findings as Finding[], { forced });

interface Waiting extends Around {
  readonly waitsFor: WaitsFor | null;
}

const SENTENCES: ByStatus<(row: StandingRow, waiting: Waiting) => string | null> = {
  assigned: () => "It waits for a time.",
  scheduled: (row, waiting) => (waiting.waitsFor === null ? null : WAITS[waiting.waitsFor](row, waiting)),
  publishing: (row, around) => ON_ITS_WAY[PHASES.publishing(row, around)] ?? null,
  unconfirmed: (_row, { attempt }) =>
    attempt?.lookDueAt
      ? "Sent, and no answer came. The desk looks for it on the platform and sends nothing until it knows."
      : "Sent, and no answer came. Check on the platform before anybody sends it again.",
  published: () => null,
  failed: ({ errorMessage }) => errorMessage,
  cancelled: () => null,
};

const ON_ITS_WAY: Readonly<Partial<Record<Phase, string>>> = {
  sending: "It is being sent.",
  repeating: "No answer came. The same request is sent again under the same key, which posts nothing twice.",
  processing: "The platform has it and is still at work on it.",
};

const WAITS: Readonly<Record<WaitsFor, (row: StandingRow, around: Around) => string>> = {
  channel_paused: () => "Its channel is paused. It goes out once the channel is resumed.",
  reconnecting: (_row, { channel }) =>
    channel.status === "disabled"
      ? "The receiver wants to hear nothing more. It goes out once the channel is connected again."
      : "The platform no longer takes the channel's sign-in. It goes out once the channel is connected again.",
  stopped: () => "Publishing is stopped. It goes out once the stop is lifted.",
  breaker: () =>
    "Its channel failed several times in a row and rests. One is tried then; the others follow if it goes well.",
  cap: (_row, { channel }) =>
    `Its channel has made as many attempts as it may in an hour, ${channel.maxPerHour}. It goes out when there is room.`,
  retry: ({ errorMessage }, { attempt }) =>
    ["Nothing was posted, and it is tried again.", errorMessage ?? attempt?.trouble].filter(Boolean).join(" "),
  preflight: (row) =>
    againstIt(row)
      .map(({ sentence }) => sentence)
      .join(" "),
};

const ACTIONS: ByStatus<(row: StandingRow, waiting: Waiting) => AssignmentAction[]> = {
  assigned: (_row, waiting) => whilePending(waiting),
  scheduled: (_row, waiting) => whilePending(waiting),
  publishing: () => [],
  published: () => [],
  cancelled: () => [],
  unconfirmed: (_row, { channel }) => {
    const { settles } = cardOf(channel.platform);
    const asks = settles === "by-handle" || settles === "by-search";
    return [...only(asks, "check"), "present", "absent"];
  },
  failed: ({ cause, retryCount, maxRetries }, { channel }) => {
    if (channel.removedAt !== null) return ["cancel"];
    const retries = retryCount < maxRetries && cause !== "processing_failed";
    const ended = cause === "sign_in_expired" || cause === "channel_disabled";
    const unconnected = channel.status === "needs_reconnecting" || channel.status === "disabled";
    return [...only(retries, "retry"), "edit", "cancel", ...only(ended && unconnected, "reconnect")];
  },
};

const whilePending = ({ channel, waitsFor }: Waiting): AssignmentAction[] => [
  ...only(channel.removedAt === null, "edit"),
  "cancel",
  ...only(channel.removedAt === null, "publish"),
  ...only(waitsFor === "reconnecting", "reconnect"),
  ...only(waitsFor === "channel_paused", "resume"),
];

const only = (when: boolean, action: AssignmentAction): AssignmentAction[] => (when ? [action] : []);
