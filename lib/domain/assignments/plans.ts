import type { z } from "zod";
import { sentenceForField } from "@/lib/core/field-sentences";
import { cardOf } from "@/lib/platforms/cards";
import type { Settings } from "@/lib/platforms/contract";
import type { CreateAssignments, LatePolicy } from "./contract";
import { wrongFields } from "./refusals";
import { contentOf, lateRowOf, slotOf } from "./rules";

/** What one channel is to get: what was said for it alone, over what was said for all. */
export interface Plan {
  readonly channelId: string;
  readonly scheduledAt: Date | null;
  readonly caption: string | null;
  readonly settings: Settings;
}

const NO_SLOT = "From now to a year ahead.";
const NO_CHANNEL = "This channel is not among channel_ids.";

/** A plan for each channel. Throws for times that are none and for channels that nobody asked for, naming each field. */
export function plansOf(input: CreateAssignments, now: Date): Plan[] {
  const { per_channel: alone = {}, scheduled_at: shared = null } = input;
  const channelIds = [...new Set(input.channel_ids)];
  const fields: Record<string, string[]> = {};
  for (const id of Object.keys(alone)) if (!channelIds.includes(id)) fields[`per_channel.${id}`] = [NO_CHANNEL];
  const slot = (text: string | null, field: string) => {
    const found = text === null ? null : slotOf(text, now);
    if (text !== null && found === null) fields[field] = [NO_SLOT];
    return found;
  };
  const forAll = slot(shared, "scheduled_at");
  const plans = channelIds.map((channelId): Plan => {
    const own = alone[channelId] ?? {};
    return {
      channelId,
      scheduledAt:
        own.scheduled_at === undefined ? forAll : slot(own.scheduled_at, `per_channel.${channelId}.scheduled_at`),
      caption: (own.caption === undefined ? input.caption : own.caption) ?? null,
      settings: { ...input.settings, ...own.settings },
    };
  });
  if (Object.keys(fields).length > 0) throw wrongFields(fields);
  return plans;
}

/** When one that is edited goes out then. Throws for a time that is none. */
export function slotOrRefusal(text: string, now: Date): Date {
  const slot = slotOf(text, now);
  if (slot === null) throw wrongFields({ scheduled_at: [NO_SLOT] });
  return slot;
}

/** The columns of a policy. Throws for `next_slot`, which needs posting schedules. */
export function lateRow({ action, after_minutes: minutes }: z.output<typeof LatePolicy> = { action: "publish" }) {
  if (action === "next_slot")
    throw wrongFields({
      "late_policy.action": ["The next slot comes with posting schedules. Until then: publish or miss."],
    });
  return lateRowOf({ action, ...(minutes === undefined ? {} : { minutes }) });
}

interface Channel {
  readonly platform: string;
  readonly defaultCaption: string | null;
  readonly defaultSettings: unknown;
}

/**
 * What a platform's card says of the settings that an assignment would go out with, by the path of each; empty where
 * they fit. `pathOf` is where the caller wrote a setting.
 */
export function settingsMisfits(
  settings: Settings,
  channel: Channel,
  pathOf: (setting: string | undefined) => string = () => "settings",
): Record<string, string[]> {
  const whole = contentOf({ caption: null, settings }, channel).settings;
  const parsed = cardOf(channel.platform).settings.safeParse(whole, { error: sentenceForField });
  const fields: Record<string, string[]> = {};
  for (const issue of parsed.error?.issues ?? []) {
    const unknown = issue.code === "unrecognized_keys";
    const paths = unknown ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of paths) {
      const [first, ...rest] = path.map(String);
      const field = [pathOf(first), ...(first === undefined ? [] : [first]), ...rest].join(".");
      (fields[field] ??= []).push(unknown ? "There is no such setting here." : issue.message);
    }
  }
  return fields;
}

/** Throws where what was asked for does not fit the platforms it goes to, naming every field as it was written. */
export function refuseMisfits(
  input: CreateAssignments,
  planned: readonly { readonly plan: Plan; readonly channel: Channel }[],
): void {
  const fields: Record<string, string[]> = {};
  for (const { plan, channel } of planned) {
    const alone = input.per_channel?.[plan.channelId]?.settings ?? {};
    const pathOf = (setting: string | undefined) =>
      setting !== undefined && setting in alone ? `per_channel.${plan.channelId}.settings` : "settings";
    for (const [field, sentences] of Object.entries(settingsMisfits(plan.settings, channel, pathOf)))
      fields[field] = [...new Set([...(fields[field] ?? []), ...sentences])];
  }
  if (Object.keys(fields).length > 0) throw wrongFields(fields);
}
