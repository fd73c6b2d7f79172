import { countOf, spanInWords } from "@/components/ui/words";
import { DAY } from "@/lib/core/time";
import type { Channel, ChannelStatus, Platform } from "@/lib/domain/channels/contract";
import { CARDS, isPlatform } from "@/lib/platforms/cards";
import type { PlatformCard } from "@/lib/platforms/contract";

export const STATUS_WORDS: Readonly<Record<ChannelStatus, string>> = {
  active: "active",
  paused: "paused",
  needs_reconnecting: "needs reconnecting",
  disabled: "disabled",
};

/** What happens when a platform's answer gets lost, for somebody who chooses among platforms. */
export const SETTLES_WORDS: Readonly<Record<Platform["settles"], string>> = {
  "by-key": "If an answer gets lost, the same request goes out again under the same key, and stays one post.",
  "by-handle": "If an answer gets lost, the desk looks the post up by a handle that is good for one post.",
  "by-search": "If an answer gets lost, the desk searches the account before anything is sent again.",
  "by-hand": "If an answer gets lost, nothing is sent again until a person has looked.",
};

export const capInWords = (cap: number | null) => (cap === null ? "no cap" : `${cap.toLocaleString("en")} an hour`);

/** How soon before its end a sign-in is warned of. */
const WARNED_BEFORE = 7 * DAY;

/** When a channel's sign-in ends, where somebody should do something about it: from a week before, unless the desk does. */
export function endingInWords({ platform, credentials_expire_at: at }: Channel, now: Date): string | null {
  if (at === null || cardOf(platform)?.renews === true) return null;
  const left = new Date(at).getTime() - now.getTime();
  if (left > WARNED_BEFORE) return null;
  if (left <= 0) return "Sign-in has ended";
  const days = Math.floor(left / DAY);
  return `Sign-in ends in ${days > 0 ? countOf(days, "day") : spanInWords(left)}`;
}

/** Why some failed, by their cause, to go behind “9 failed here because …”. */
const CAUSE_WORDS: Readonly<Record<string, string>> = {
  missed: "their time passed",
  sign_in_expired: "its sign-in ended",
  refused: "the platform refused them",
  preflight: "something about them is not in order",
  gave_up: "it could not be reached",
  channel_disabled: "it was disabled",
};

export function failedInWords(count: string, cause: string): string {
  const why = CAUSE_WORDS[cause];
  return why === undefined ? `${count} failed here.` : `${count} failed here because ${why}.`;
}

/** The addresses of a feed, by what reads them; `feedUrl` is its RSS. */
export function feedAddresses(feedUrl: string) {
  const beside = (file: string) => feedUrl.replace(/[^/]+$/, file);
  return [
    { word: "RSS", url: feedUrl },
    { word: "Podcast", url: beside("podcast.xml") },
    { word: "JSON", url: beside("feed.json") },
    { word: "Page", url: feedUrl.replace(/\/[^/]+$/, "") },
  ] as const;
}

/** What this release knows of a platform, besides what the desk tells. */
const cardOf = (platform: string): PlatformCard | null => (isPlatform(platform) ? CARDS[platform] : null);

/** Whether its credentials are a secret that signs what the desk sends. */
export const signsWithSecret = (platform: string): boolean => cardOf(platform)?.signs === true;

/** A secret as Standard Webhooks writes it, of 32 random bytes. */
export function newSigningSecret(): string {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`;
}

/** `everywhere`, or `on Webhook`. */
export function scopeInWords(scope: string, platforms: readonly Platform[]): string {
  if (scope === "all") return "everywhere";
  const id = scope.replace(/^platform:/, "");
  return `on ${platforms.find((platform) => platform.id === id)?.name ?? id}`;
}
