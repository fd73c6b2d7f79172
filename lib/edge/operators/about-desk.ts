import { env } from "@/lib/infra/env";
import { currentPerson } from "../sign-in/session";
import { signInWays, type SignInWays } from "../sign-in/sign-in-ways";

/** How this desk is set up, for whoever runs it. */
export interface AboutDesk extends SignInWays {
  readonly address: string;
  /** Cookies that travel over https alone. */
  readonly secureCookies: boolean;
  /** Private `host:port` the desk may fetch from. */
  readonly outboundAllow: readonly string[];
  readonly trustedProxies: number;
  readonly storageDriver: string;
  readonly maxBytes: number;
  /** Requests a minute, by whom they are counted. */
  readonly limits: { readonly key: number; readonly user: number; readonly address: number };
  readonly demo: boolean;
}

/** Null for whoever does not keep this desk. Reads settings; no secret is among what it answers. */
export async function aboutDesk(): Promise<AboutDesk | null> {
  const person = await currentPerson();
  if (!person?.scopes.includes("people:manage")) return null;
  const settings = env();
  return {
    ...signInWays(),
    address: settings.MARQUEE_URL,
    secureCookies: settings.MARQUEE_URL.startsWith("https:"),
    outboundAllow: settings.OUTBOUND_ALLOW,
    trustedProxies: settings.TRUSTED_PROXIES.length,
    storageDriver: settings.STORAGE_DRIVER,
    maxBytes: settings.MARQUEE_MAX_BYTES,
    limits: {
      key: settings.RATE_LIMIT_KEY_PER_MINUTE,
      user: settings.RATE_LIMIT_USER_PER_MINUTE,
      address: settings.RATE_LIMIT_ADDRESS_PER_MINUTE,
    },
    demo: settings.MARQUEE_DEMO,
  };
}
