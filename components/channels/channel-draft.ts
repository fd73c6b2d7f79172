import type { Channel, Platform } from "@/lib/domain/channels/contract";
import { fieldDraftOf, numberOr, valuesOf, type FieldDraft } from "./field-draft";

/** A channel as its form holds it. */
export interface ChannelDraft {
  readonly name: string;
  readonly isDefault: boolean;
  readonly caption: string;
  /** Attempts in an hour; empty is no cap. */
  readonly cap: string;
  readonly settings: FieldDraft;
  /** Never read back, so empty at first. */
  readonly credentials: FieldDraft;
  readonly defaults: FieldDraft;
}

export const newDraft = (platform: Platform): ChannelDraft => ({
  name: "",
  isDefault: false,
  caption: "",
  cap: capText(platform.max_per_hour),
  settings: {},
  credentials: {},
  defaults: {},
});

export const draftOf = (channel: Channel, { fields }: Platform): ChannelDraft => ({
  name: channel.name,
  isDefault: channel.is_default,
  caption: channel.default_caption ?? "",
  cap: capText(channel.max_per_hour),
  settings: fieldDraftOf(fields.channel, channel.settings),
  credentials: {},
  defaults: fieldDraftOf(fields.post, channel.default_settings),
});

export const newChannelOf = (draft: ChannelDraft, platform: Platform) => ({
  platform: platform.id,
  ...bodyOf(draft, platform),
  ...credentialsOf(draft.credentials, platform),
});

/**
 * Only what differs from the channel: settings that are sent count as mended, and would connect one that has lost its
 * sign-in.
 */
export function changesOf(draft: ChannelDraft, platform: Platform, channel: Channel): Record<string, unknown> {
  const before: Record<string, unknown> = bodyOf(draftOf(channel, platform), platform, channel);
  const changed = Object.entries(bodyOf(draft, platform, channel)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(changed);
}

/** Nothing at all where no field was filled in: some platforms make their own. */
export function credentialsOf(draft: FieldDraft, { fields }: Platform): { credentials?: Record<string, unknown> } {
  const credentials = valuesOf(fields.credentials, draft);
  return Object.keys(credentials).length === 0 ? {} : { credentials };
}

function bodyOf(draft: ChannelDraft, { fields }: Platform, kept?: Channel) {
  const cap = draft.cap.trim();
  return {
    name: draft.name.trim(),
    is_default: draft.isDefault,
    settings: valuesOf(fields.channel, draft.settings, kept?.settings),
    default_caption: draft.caption.trim() === "" ? null : draft.caption.trim(),
    default_settings: valuesOf(fields.post, draft.defaults, kept?.default_settings),
    max_per_hour: cap === "" ? null : numberOr(cap),
  };
}

const capText = (cap: number | null) => (cap === null ? "" : String(cap));
