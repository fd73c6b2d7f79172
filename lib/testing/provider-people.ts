import { afterAll, beforeAll } from "vitest";
import type { Provider } from "@/lib/edge/sign-in/oidc/provider";
import { CLIENT_ID, CLIENT_SECRET, startProvider, type RunningProvider } from "./servers/oidc-provider";
import { Browser, CALLBACK } from "./browser";

export interface ProviderPeople {
  /** The provider itself. */
  readonly there: RunningProvider;
  /** The desk's settings for it. */
  readonly provider: Provider;
  /** A browser of its own, at a desk with these settings changed. */
  readonly browser: (changes?: Partial<Provider>) => Browser;
  /** Lets the provider know somebody, whose name and address are made of the subject; returns that. */
  readonly atProvider: (sub: string, claims?: Readonly<Record<string, unknown>>) => string;
}

/** Sets a test file up to sign people in through a real provider. Call it at the top of the file. */
export function providerPeople(): ProviderPeople {
  const now: { there?: RunningProvider } = {};
  const there = () => {
    if (!now.there) throw new Error("The provider has not been started yet.");
    return now.there;
  };
  beforeAll(async () => {
    now.there = await startProvider({ redirectUri: CALLBACK });
  });
  afterAll(() => now.there?.close());

  const settings = () => ({ ...FIXED, issuer: there().issuer, allow: [there().host] });
  return {
    get there() {
      return there();
    },
    get provider() {
      return settings();
    },
    browser: (changes = {}) => new Browser({ ...settings(), ...changes }),
    atProvider(sub, claims = {}) {
      const usual = { name: sub, email: `${sub}@example.com`, email_verified: true, roles: ["viewers"] };
      there().people.set(sub, { ...usual, ...claims });
      return sub;
    },
  };
}

const FIXED = {
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  scopes: "openid email profile",
  roleClaim: "roles",
  roles: [
    { value: "marquee-admins", role: "admin" },
    { value: "editors", role: "manager" },
    { value: "viewers", role: "reviewer" },
  ],
  linkByEmail: false,
} as const;
