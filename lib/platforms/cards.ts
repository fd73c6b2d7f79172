import type { PlatformCard, Settings } from "./contract";
import { feed } from "./feed/card";
import { rehearsals } from "./rehearsal/card";
import { webhook } from "./webhook/card";

/** Every platform there is, in the order in which they are offered. */
export const CARDS = { feed, webhook, ...rehearsals } as const satisfies Record<string, PlatformCard>;

export type PlatformId = keyof typeof CARDS;

export const isPlatform = (id: string): id is PlatformId => Object.hasOwn(CARDS, id);

/** The card of a platform that a row names. Throws for one that this desk does not know. */
export function cardOf(platform: string): PlatformCard {
  if (!isPlatform(platform)) throw new Error(`There is no platform ${platform}.`);
  return CARDS[platform];
}

/** How long after its deadline a post may still land, in seconds, on one channel. */
export function landingSeconds(card: PlatformCard, channelSettings: Settings): number {
  const own = channelSettings["lands_within_seconds"];
  return card.rehearsal && typeof own === "number" ? own : card.landsWithinSeconds;
}
