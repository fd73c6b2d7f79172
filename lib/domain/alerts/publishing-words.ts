import { asOneLine } from "@/lib/core/one-line";
import { utcInWords } from "@/lib/infra/outbound/mail-text";
import type { ASSIGNMENT_KINDS, AssignmentTold, CHANNEL_KINDS, ChannelTold } from "./facts";

interface Words {
  readonly title: string;
  readonly detail: string;
}

/** What a channel's trouble comes to, and what to do. */
export function channelWords(
  kind: (typeof CHANNEL_KINDS)[number],
  { name, reason, expires_at: end }: ChannelTold,
): Words {
  const channel = `“${asOneLine(name)}”`;
  const where = "Open it under Channels";
  if (kind === "channel.needs_reconnecting") {
    return {
      title: `The channel ${channel} has to be connected again`,
      detail: said(reason, `${where} and give it fresh credentials. Until then nothing goes out through it.`),
    };
  }
  if (kind === "channel.disabled") {
    return {
      title: `The channel ${channel} was switched off by its receiver`,
      detail: said(
        reason,
        "Ask whoever runs the receiver whether they still want the videos.",
        `${where} and give it another address or fresh credentials, or remove it.`,
      ),
    };
  }
  return {
    title: `The sign-in of the channel ${channel} ends soon`,
    detail: said(
      end === undefined ? reason : `It ends on ${utcInWords(end)}.`,
      `${where} and connect it again before that, or nothing goes out through it afterwards.`,
    ),
  };
}

/** What became of an assignment, and what to do. */
export function assignmentWords(
  kind: (typeof ASSIGNMENT_KINDS)[number],
  { reason, cause, assignment_id: id }: AssignmentTold,
  known: { readonly title: string | null; readonly channel: string | null },
): Words {
  const film = known.title === null ? "A video" : `“${asOneLine(known.title)}”`;
  const channel = known.channel === null ? "a channel" : `“${asOneLine(known.channel)}”`;
  const which = `Assignment ${id}.`;
  if (kind === "assignment.unconfirmed") {
    return {
      title: `${film} may have gone out on ${channel}`,
      detail: said(
        reason ?? "Its answer was lost.",
        "It is not sent again, so that it cannot be there twice. The desk looks for it where the platform lets it.",
        "Look on the platform too, and say on the board whether it is there.",
        which,
      ),
    };
  }
  return {
    title: `${film} did not go out on ${channel}`,
    detail: said(reason ?? "", ADVICE[cause ?? ""] ?? "See on the board what happened, mend it, and retry it.", which),
  };
}

const ADVICE: Readonly<Record<string, string>> = {
  missed: "Give it a new time on the board, or publish it now.",
  sign_in_expired: "Connect the channel again, then retry it.",
  channel_disabled: "Connect the channel again, then retry it.",
  refused: "Change what the platform objects to, then retry it.",
  preflight: "Mend what the preflight found, then retry it.",
  processing_failed:
    "The platform took it and could not process it. Look at it there: retrying it posts it once more, so the board asks for a reason.",
  gave_up: "See whether the platform answers again, then retry it.",
};

const said = (...sentences: readonly string[]) => sentences.filter(Boolean).join(" ");
