import type { ChannelStatus } from "@/lib/domain/channels/contract";
import type { AssignmentStatus, Decision, Finding } from "./contract";
import type { Duplicate } from "./duplicates";
import { standing } from "./preflight";
import type { Against } from "./refusals";

export interface Pair {
  readonly channel: { readonly id: string; readonly name: string; readonly status: ChannelStatus };
  readonly duplicate: Duplicate | null;
  readonly findings: readonly Finding[];
}

export interface Decided extends Decision {
  /** Everything that stood against it, whether or not it was forced. */
  readonly against: readonly Against[];
  /** What nobody's word overrules, or nobody has overruled. */
  readonly stands: Against | null;
}

/** Whether a video is assigned to a channel: what stands against it, and whether a person's word is enough. */
export function decide({ channel, duplicate, findings }: Pair, { force }: { force: boolean }): Decided {
  const blocking = standing(findings, { forced: false });
  const reasons: [Against, string][] = [];
  if (duplicate) reasons.push(["already_assigned", duplicateSentence(duplicate, channel.name)]);
  if (channel.status !== "active") reasons.push(["channel_inactive", INACTIVE[channel.status](channel.name)]);
  if (blocking.length > 0) reasons.push(["preflight_failed", blocking.map(({ sentence }) => sentence).join(" ")]);

  const facts = standing(findings, { forced: true });
  const refusedFor = force ? reasons.filter(([code]) => code === "preflight_failed" && facts.length > 0) : reasons;
  const [first] = refusedFor.length > 0 ? refusedFor : reasons;
  const base = {
    channel_id: channel.id,
    findings: [...findings],
    against: reasons.map(([code]) => code),
    stands: refusedFor[0]?.[0] ?? null,
    code: first?.[0] ?? null,
  };
  if (refusedFor.length > 0)
    return {
      ...base,
      outcome: "refused",
      sentence: refusedFor.map(([, sentence]) => sentence).join(" "),
      assignment_id: duplicate?.assignmentId ?? null,
    };
  if (reasons.length === 0)
    return { ...base, outcome: "assigned", sentence: "Nothing stood against it.", assignment_id: null };
  return {
    ...base,
    outcome: "forced",
    sentence: `Forced. ${reasons.map(([, sentence]) => sentence).join(" ")}`,
    assignment_id: null,
  };
}

const DOING: Readonly<Record<AssignmentStatus, string>> = {
  assigned: "is assigned to",
  scheduled: "is scheduled on",
  publishing: "is being published on",
  published: "is published on",
  unconfirmed: "was sent, without an answer so far, to",
  failed: "has failed on",
  cancelled: "was cancelled on",
};

function duplicateSentence({ status, sameVideo }: Duplicate, channel: string): string {
  const what = sameVideo ? "This video" : "The same film, or one from the same source,";
  return `${what} ${DOING[status]} ${channel} already.`;
}

const INACTIVE: Readonly<Record<Exclude<ChannelStatus, "active">, (channel: string) => string>> = {
  paused: (channel) => `${channel} is paused: nothing goes out there until it is resumed.`,
  needs_reconnecting: (channel) => `${channel} has to be connected again before anything goes out there.`,
  disabled: (channel) => `${channel} is switched off, since its receiver wants to hear nothing more.`,
};
