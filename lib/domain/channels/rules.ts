import { randomBytes } from "node:crypto";
import { z } from "zod";
import { sentenceForField } from "@/lib/core/field-sentences";
import { DAY } from "@/lib/core/time";
import { env } from "@/lib/infra/env";
import { fieldsRefused } from "@/lib/infra/operation";
import { refuseUrl } from "@/lib/infra/outbound/address-rules";
import { CARDS, isPlatform } from "@/lib/platforms/cards";
import type { PlatformCard, Secrets, Settings } from "@/lib/platforms/contract";
import { addressRefused, unsupportedPlatform, wrongField } from "./refusals";

/** For so long a channel's former secret signs beside its new one. */
export const ROTATES_WITHIN = DAY;

/** The platforms that channels can be made on. */
export const offeredCards = (): PlatformCard[] =>
  Object.values<PlatformCard>(CARDS).filter(({ rehearsal }) => rehearsal !== true || env().MARQUEE_REHEARSALS);

export function offeredCard(platform: string): PlatformCard {
  const card = offeredCards().find(({ id }) => id === platform);
  if (!card) throw unsupportedPlatform(platform);
  return card;
}

/** What a caller brings that the card judges; what is left out is not judged. */
interface Brought {
  readonly settings?: Settings | undefined;
  readonly credentials?: Secrets | undefined;
  readonly default_settings?: Settings | undefined;
}

/** The same as the card reads it; throws a refusal that names each wrong field, such as `settings.url`, and no value. */
export function judgedBy(card: PlatformCard, { settings, credentials, default_settings: defaults }: Brought): Brought {
  if (credentials !== undefined && card.credentials === null)
    throw wrongField("credentials", `${card.name} needs no credentials.`);
  const shape = z.object({
    ...(settings !== undefined && { settings: card.channelSettings }),
    ...(credentials !== undefined && card.credentials !== null && { credentials: card.credentials }),
    ...(defaults !== undefined && { default_settings: card.settings }),
  });
  const parsed = shape.safeParse({ settings, credentials, default_settings: defaults }, { error: sentenceForField });
  if (!parsed.success) throw fieldsRefused(parsed.error);
  const judged = parsed.data as Brought;
  return judged.settings === undefined ? judged : { ...judged, settings: withAddress(judged.settings) };
}

/** A channel's own address is judged as every address is that others name; what the desk keeps is what it has read. */
function withAddress(settings: Settings): Settings {
  const { url } = settings;
  if (typeof url !== "string") return settings;
  try {
    return { ...settings, url: refuseUrl(url, env().OUTBOUND_ALLOW).href };
  } catch {
    throw addressRefused(url);
  }
}

/** What a new channel signs in with, and the secret that the desk has made for it, where it has. */
export function firstCredentials(
  card: PlatformCard,
  given: Secrets | undefined,
): { credentials: Secrets | null; made: string | null } {
  if (card.credentials === null) return { credentials: null, made: null };
  if (given !== undefined) return { credentials: given, made: null };
  if (card.signs !== true) throw wrongField("credentials", `${card.name} needs credentials to sign in with.`);
  const made = newSecret();
  return { credentials: { secret: made }, made };
}

/** 32 random bytes, as Standard Webhooks writes them. */
const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`;

/** Whether a kill switch is thrown for a platform. */
export const isStopped = (platform: string, scopes: readonly string[]): boolean =>
  scopes.includes("all") || scopes.includes(`platform:${platform}`);

export function refuseUnknownScope(scope: string): void {
  const platform = scope.startsWith("platform:") ? scope.slice("platform:".length) : null;
  if (platform !== null && !isPlatform(platform)) throw unsupportedPlatform(platform);
}
