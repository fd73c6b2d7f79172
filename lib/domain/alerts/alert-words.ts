import { asOneLine } from "@/lib/core/one-line";
import type { FailureCode } from "@/lib/domain/deliveries/refusals";
import { ASSIGNMENT_KINDS, type AssignmentTold, CHANNEL_KINDS, type ChannelTold } from "./facts";
import { assignmentWords, channelWords } from "./publishing-words";
import type { Alarm } from "./rules";

/** What the desk knows besides the event: the video's title, the channel's name, and the reason that stands on the delivery. */
export interface Known {
  readonly title: string | null;
  readonly channel: string | null;
  readonly reason: string | null;
}

/** What an alert says now: beside what it was raised with, how many of the same came after. */
export function toldBy({ title, detail, count }: { title: string; detail: string; count: number }) {
  if (count <= 1) return { title, detail };
  const more = `${(count - 1).toLocaleString("en")} more ${count === 2 ? "copy" : "copies"}`;
  return {
    title: `${title}, and ${more}`,
    detail: `${detail} Within ten minutes ${more} in this store ${count === 2 ? "was" : "were"} found lost: see Settings, Storage.`,
  };
}

/** An alert in plain sentences: what happened, and what to do. Holds no address that anything was fetched from. */
export function alertWords(alarm: Alarm, { title, channel, reason }: Known): { title: string; detail: string } {
  if (isOfChannel(alarm)) return channelWords(alarm.kind, alarm.told);
  if (isOfAssignment(alarm)) return assignmentWords(alarm.kind, alarm.told, { title, channel });
  return filmWords(alarm, { title, reason });
}

type OfChannel = Extract<Alarm, { told: ChannelTold }>;
type OfAssignment = Extract<Alarm, { told: AssignmentTold }>;
type OfFilm = Exclude<Alarm, OfChannel | OfAssignment>;

const isOfChannel = (alarm: Alarm): alarm is OfChannel => CHANNEL_KINDS.some((kind) => kind === alarm.kind);
const isOfAssignment = (alarm: Alarm): alarm is OfAssignment => ASSIGNMENT_KINDS.some((kind) => kind === alarm.kind);

function filmWords(alarm: OfFilm, { title, reason }: Omit<Known, "channel">): { title: string; detail: string } {
  const film = title === null ? `a film for the project ${alarm.told.project_id}` : `“${asOneLine(title)}”`;
  if (alarm.kind === "copy.lost") {
    const { store, location, finding, another_copy: another } = alarm.told;
    return {
      title: finding === "missing" ? `A copy of ${film} is missing` : `A copy of ${film} has changed`,
      detail: said(
        finding === "missing"
          ? `The file at ${location} in the store ${store} is not there any more.`
          : `The file at ${location} in the store ${store} is not the one that was verified there.`,
        another
          ? "Another copy is on record as verified; if it still holds, the desk writes this one anew from it. Find out who or what touched the store."
          : "No other copy is on record: bring the file back from a backup, or deliver the film again.",
      ),
    };
  }
  const { project_id: project, audit_log_id: delivery, checksum, error_code: code } = alarm.told;
  const which = `Project ${project}, checksum ${checksum}, delivery ${delivery}.`;
  if (alarm.kind === "delivery.refused") {
    return {
      title: `QC held back ${film}`,
      detail: said(
        "Somebody wanted to deliver it with a QC report that does not say “pass”. Nothing was fetched or stored.",
        "Have the film mended and checked again, then deliver it with the new report.",
        which,
      ),
    };
  }
  const advice = code !== null && Object.hasOwn(ADVICE, code) ? ADVICE[code as FailureCode] : LOOK;
  return {
    title: title === null ? `A delivery to the project ${project} failed` : `${film} was not delivered`,
    detail: said(reason ?? "", advice, which),
  };
}

const LOOK = "Look at the video, then try its delivery again.";
const AGAIN = "Try the delivery again. If it fails a second time, the worker's log says more.";

const ADVICE: Readonly<Record<FailureCode, string>> = {
  source_refused: "Deliver it from an address that the desk may go to.",
  source_unreachable: "See whether the source's server answers, then try the delivery again.",
  too_large: "Deliver a smaller file, or have the limit raised (MARQUEE_MAX_BYTES).",
  checksum_mismatch: "The file was changed after it was hashed, or on its way. Hash it again, then deliver it anew.",
  not_an_mp4: "Have it exported again as an MP4, then deliver it anew.",
  duration_mismatch: "See whether it is the right file, then deliver it anew with its true length.",
  storage_full: "Make room where the desk keeps its files, then try the delivery again.",
  storage_failed: "See whether the store answers, then try the delivery again.",
  worker_lost: AGAIN,
  carrying_failed: AGAIN,
  source_unreadable: "Deliver it anew.",
};

const said = (...sentences: readonly string[]) => sentences.filter(Boolean).join(" ");
