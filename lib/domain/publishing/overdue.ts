import type { Cause } from "@/lib/domain/assignments/contract";
import type { ChannelStatus } from "@/lib/domain/channels/contract";

interface Circumstances {
  readonly findings: readonly { readonly sentence: string }[];
  readonly lateAfterMinutes: number;
  readonly lastTrouble: string | null;
  readonly channelStatus: ChannelStatus;
  readonly channelReason: string | null;
  readonly stopped: boolean;
}

/** Why something that was never sent is given up, in a sentence for the person who mends it. */
export function overdueSentence(
  cause: Extract<Cause, "sign_in_expired" | "channel_disabled" | "preflight" | "missed">,
  { findings, lateAfterMinutes, lastTrouble, channelStatus, channelReason, stopped }: Circumstances,
): string {
  if (cause === "preflight") return findings.map(({ sentence }) => sentence).join(" ");
  if (cause === "sign_in_expired") return channelReason ?? "The channel's sign-in has ended: connect it again.";
  if (cause === "channel_disabled") return channelReason ?? "The channel's receiver wants to hear nothing more.";
  const missed = `It could not go out within ${minutes(lateAfterMinutes)} of its time`;
  if (stopped) return `${missed}: publishing was stopped.`;
  if (channelStatus === "paused") return `${missed}: the channel was paused.`;
  return lastTrouble === null ? `${missed}.` : `${missed}. The last trouble: ${lastTrouble}`;
}

const minutes = (count: number) => (count === 1 ? "a minute" : `${count} minutes`);
