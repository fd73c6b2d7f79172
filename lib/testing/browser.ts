import { returnFromProvider, startAtProvider } from "@/lib/edge/sign-in/oidc/doors";
import type { Provider } from "@/lib/edge/sign-in/oidc/provider";
import { personOfRequest, type SignedIn } from "@/lib/edge/sign-in/session";

const DESK = "http://localhost:3000";
export const CALLBACK = `${DESK}/api/auth/oidc/callback`;

export interface Seen {
  readonly status: number;
  /** Where it leads, in full; empty where it leads nowhere. */
  readonly location: string;
}

/**
 * A browser with its own cookies, which knows the desk in this process and everything else by HTTP. It
 * follows no link by itself.
 */
export class Browser {
  readonly #provider: Provider;
  readonly cookies = new Map<string, string>();

  constructor(provider: Provider) {
    this.#provider = provider;
  }

  async visit(url: string): Promise<Seen> {
    const { origin, pathname } = new URL(url);
    const response = origin === DESK ? await this.#desk(pathname, url) : await this.#elsewhere(url);
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "" || /max-age=0/i.test(cookie)) this.cookies.delete(`${origin} ${name}`);
      else this.cookies.set(`${origin} ${name}`, value);
    }
    const location = response.headers.get("location");
    await response.body?.cancel();
    return { status: response.status, location: location === null ? "" : new URL(location, url).href };
  }

  /** To the provider, which has forgotten this browser, and there up to the question who one is. */
  async begin(next = "/desk/videos"): Promise<string> {
    for (const key of this.cookies.keys()) if (!key.startsWith(`${DESK} `)) this.cookies.delete(key);
    let { location } = await this.visit(`${DESK}/api/auth/oidc/start?next=${encodeURIComponent(next)}`);
    while (location !== "" && !location.includes("/interaction/") && !location.startsWith(DESK)) {
      ({ location } = await this.visit(location));
    }
    return location;
  }

  /** Answers that question, and goes on until the provider sends the browser back. Returns where to. */
  async answer(interaction: string, answer: string): Promise<string> {
    let { location } = await this.visit(`${interaction}/${answer}`);
    while (location !== "" && !location.startsWith(DESK)) ({ location } = await this.visit(location));
    return location;
  }

  /** All of it: where the desk sends somebody who is `sub` at the provider. */
  async signIn(sub: string, next?: string): Promise<string> {
    const came = await this.answer(await this.begin(next), `as/${encodeURIComponent(sub)}`);
    return this.land(came);
  }

  /** Comes back to the desk. Returns the path to which it leads. */
  async land(came: string): Promise<string> {
    return (await this.visit(came)).location.replace(DESK, "");
  }

  /** Who this browser is signed in as. */
  person(): Promise<SignedIn | null> {
    return personOfRequest(new Request(`${DESK}/api/v1/videos`, { headers: this.#headers(DESK) }));
  }

  #headers(origin: string): Record<string, string> {
    const own = [...this.cookies].filter(([key]) => key.startsWith(`${origin} `));
    const cookie = own.map(([key, value]) => `${key.slice(origin.length + 1)}=${value}`).join("; ");
    return { "user-agent": "A browser for tests", ...(cookie === "" ? {} : { cookie }) };
  }

  #desk(pathname: string, url: string): Promise<Response> {
    const address = { "x-marquee-address": "192.0.2.7" };
    const request = new Request(url, { headers: { ...this.#headers(DESK), ...address } });
    const handler = pathname.endsWith("/start") ? startAtProvider : returnFromProvider;
    return handler(() => this.#provider)(request, { params: Promise.resolve({}) });
  }

  #elsewhere(url: string): Promise<Response> {
    return fetch(url, { redirect: "manual", headers: this.#headers(new URL(url).origin) });
  }
}
