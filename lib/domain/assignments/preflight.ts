import { cardOf } from "@/lib/platforms/cards";
import type { Settings } from "@/lib/platforms/contract";
import type { DeliveryStatus } from "@/lib/domain/videos/contract";
import type { Finding } from "./contract";

/** Everything that decides whether a video can go out on a channel. */
export interface Flight {
  readonly video: {
    readonly title: string;
    readonly checksum: string;
    readonly bytes: number | null;
    readonly seconds: number | null;
    readonly status: DeliveryStatus;
    readonly isLost: boolean;
    /** Of the file that was delivered. */
    readonly deliveredChecksum: string | null;
  };
  readonly channel: { readonly platform: string; readonly credentialsExpireAt: Date | null };
  readonly caption: string;
  readonly settings: Settings;
  readonly goesOutAt: Date;
}

/** What stands against publishing, and what somebody should know before: each with what is and what has to be. */
export function preflight(flight: Flight): Finding[] {
  return [...aboutTheFilm(flight), ...aboutItsSize(flight), ...aboutTheWords(flight), ...aboutTheChannel(flight)];
}

/** Findings that are facts and not rules: nobody's word makes a film of none, or fits what the platform does not know. */
const FACTS: ReadonlySet<string> = new Set([
  "video_not_published",
  "video_lost",
  "checksum_changed",
  "settings_do_not_fit",
]);

/** The findings that forbid publishing; what a person has overruled does not, unless it is a fact. */
export const standing = (findings: readonly Finding[], { forced }: { forced: boolean }): Finding[] =>
  findings.filter(({ blocks, code }) => blocks && (!forced || FACTS.has(code)));

function aboutTheFilm({ video }: Flight): Finding[] {
  if (video.status !== "published")
    return [blocking("video_not_published", "video", `The video is ${video.status}; only a published one goes out.`)];
  if (video.isLost)
    return [
      blocking("video_lost", "video", "No store has a verified copy of the video; at least one is needed to send it."),
    ];
  if (video.deliveredChecksum !== video.checksum)
    return [
      blocking(
        "checksum_changed",
        "video",
        `The video's checksum is ${video.checksum}, and that of the file ${video.deliveredChecksum ?? "is not known"}; they have to be the same.`,
      ),
    ];
  return [];
}

function aboutItsSize({ video: { seconds, bytes }, channel }: Flight): Finding[] {
  const { name, limits } = cardOf(channel.platform);
  const found: Finding[] = [];
  if (seconds !== null && seconds > limits.maxSeconds)
    found.push(
      blocking(
        "video_too_long",
        "video",
        `The video runs ${counted(seconds)} s; ${name} takes ${counted(limits.maxSeconds)} s.`,
      ),
    );
  if (bytes !== null && bytes > limits.maxBytes)
    found.push(
      blocking(
        "video_too_large",
        "video",
        `The video has ${counted(bytes)} bytes; ${name} takes ${counted(limits.maxBytes)}.`,
      ),
    );
  return found;
}

function aboutTheWords({ video, caption, settings, channel }: Flight): Finding[] {
  const { name, limits, settings: asked } = cardOf(channel.platform);
  const tooLong = (field: "title" | "caption", text: string, most: number): Finding[] => {
    const length = Array.from(text).length;
    if (length <= most) return [];
    const sentence = `The ${field} has ${counted(length)} characters; ${name} takes ${counted(most)}.`;
    return [blocking(`${field}_too_long`, field, sentence)];
  };
  const unfit = asked.safeParse(settings).success
    ? []
    : [blocking("settings_do_not_fit", "settings", `The settings are not what ${name} asks for. Fill them in again.`)];
  return [
    ...tooLong("title", video.title, limits.titleLength),
    ...tooLong("caption", caption, limits.captionLength),
    ...unfit,
  ];
}

/** Somebody may connect it again before, so this one is told and forbids nothing. */
function aboutTheChannel({ channel: { platform, credentialsExpireAt: ends }, goesOutAt }: Flight): Finding[] {
  if (ends === null || ends >= goesOutAt || cardOf(platform).renews) return [];
  const sentence = `The channel's sign-in ends ${onDay(ends)}, and this goes out ${onDay(goesOutAt)}. Connect the channel again before.`;
  return [{ code: "sign_in_ends_before", field: "channel", blocks: false, sentence }];
}

const blocking = (code: string, field: Finding["field"], sentence: string): Finding => ({
  code,
  field,
  blocks: true,
  sentence,
});

const counted = (value: number) => value.toLocaleString("en-GB", { maximumFractionDigits: 1 });
const onDay = (moment: Date) => `on ${moment.toISOString().slice(0, 16).replace("T", " at ")} UTC`;
