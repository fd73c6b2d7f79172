import type { Platform } from "@/lib/domain/channels/contract";
import type { Settings } from "./post-fields";
import type { Assigning } from "./use-assignments";
import type { When } from "./when-field";

/** What is different on one channel; what is left out is as for all of them. */
export interface Override {
  readonly caption?: string | null;
  readonly at?: string | null;
  readonly settings?: Settings;
}

/** The Assign dialog as it is filled in. */
export interface AssignForm {
  readonly videoId: string | null;
  readonly channelIds: readonly string[];
  readonly when: When;
  readonly caption: string | null;
  readonly late: { readonly action: "publish" | "miss"; readonly minutes: number | null };
  readonly overrides: Readonly<Record<string, Override>>;
}

/** The request for it; null while a video, a channel or a moment is still to be chosen. `now` is what "now" means. */
export function requestOf(form: AssignForm, now: string | null): Assigning | null {
  const { videoId, channelIds, when, caption, late, overrides } = form;
  if (videoId === null || channelIds.length === 0 || (when.way === "at" && when.at === null)) return null;
  const at = when.way === "now" ? now : when.way === "at" ? when.at : null;
  const own = channelIds
    .map((id) => [id, overrideOf(overrides[id])] as const)
    .filter(([, override]) => Object.keys(override).length > 0);
  return {
    video_id: videoId,
    channel_ids: [...channelIds],
    ...(at !== null && { scheduled_at: at }),
    ...(caption !== null && { caption }),
    late_policy: { action: late.action, ...(late.minutes !== null && { after_minutes: late.minutes }) },
    ...(own.length > 0 && { per_channel: Object.fromEntries(own) }),
  };
}

function overrideOf({ caption, at, settings }: Override = {}) {
  return {
    ...(caption !== undefined && caption !== null && { caption }),
    ...(at !== undefined && at !== null && { scheduled_at: at }),
    ...(settings !== undefined && Object.keys(settings).length > 0 && { settings: { ...settings } }),
  };
}

/** The shortest caption that one of these platforms takes, and whose it is. */
export function shortestCaption(platforms: readonly Platform[]): { length: number; platform: string } | undefined {
  const [shortest] = platforms.toSorted((left, right) => left.limits.caption_length - right.limits.caption_length);
  return shortest && { length: shortest.limits.caption_length, platform: shortest.name };
}
