import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { HOUR } from "@/lib/core/time";
import type { Connector } from "@/lib/platforms/contract";

/** `rotates`: each refresh kills the token it was made with. `refuses`: the grant is gone. `fails`: out of order. */
export type TokenManner = "rotates" | "refuses" | "fails";

/**
 * A platform's sign-in on loopback that rotates its refresh tokens, and a connector that knows how to speak
 * to it. A refresh token that comes a second time is a theft to it: it counts that, and ends the grant.
 */
export interface TokenServer {
  /** As it would stand in `OUTBOUND_ALLOW`. */
  readonly host: string;
  readonly connector: Connector;
  /** The same for a platform that renews no sign-in. */
  readonly plain: Connector;
  /** Credentials of a grant of its own; the access token is good unless it is `stale`. */
  grant(options?: { readonly stale?: boolean }): { token: string; refresh_token: string };
  behave(manner: TokenManner): void;
  /** How often it was asked to refresh, and how often with a token that was used up. */
  readonly seen: { refreshes: number; thefts: number };
  close(): Promise<void>;
}

/** Long enough for all who ask at once to be there before the first has its answer. */
const TAKES_MS = 100;

export async function serveTokens(): Promise<TokenServer> {
  const seen = { refreshes: 0, thefts: 0 };
  const refreshTokens = new Map<string, { readonly grant: string; used: boolean }>();
  const tokens = new Map<string, string>();
  const ended = new Set<string>();
  let manner: TokenManner = "rotates";

  const issue = (grant: string) => {
    const issued = { token: `at-${randomUUID()}`, refresh_token: `rt-${randomUUID()}` };
    tokens.set(issued.token, grant);
    refreshTokens.set(issued.refresh_token, { grant, used: false });
    return issued;
  };

  function refresh(presented: string): { status: number; body: object } {
    seen.refreshes += 1;
    const known = refreshTokens.get(presented);
    if (manner === "fails") return { status: 503, body: {} };
    if (!known || manner === "refuses" || ended.has(known.grant)) return { status: 400, body: {} };
    if (known.used) {
      seen.thefts += 1;
      ended.add(known.grant);
      return { status: 400, body: {} };
    }
    known.used = true;
    return { status: 200, body: issue(known.grant) };
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const grant = tokens.get(request.headers.authorization?.replace("Bearer ", "") ?? "");
      const welcome = grant !== undefined && !ended.has(grant);
      const { status, body } =
        request.method === "POST"
          ? refresh(Buffer.concat(chunks).toString())
          : { status: welcome ? 200 : 401, body: {} };
      setTimeout(() => response.writeHead(status).end(JSON.stringify(body)), TAKES_MS);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    host,
    connector: { ...accountAt(`http://${host}/`), refresh: refreshAt(`http://${host}/`) },
    plain: accountAt(`http://${host}/`),
    seen,
    grant({ stale = false } = {}) {
      const issued = issue(randomUUID());
      if (stale) tokens.delete(issued.token);
      return issued;
    },
    behave: (next) => (manner = next),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const unasked = () => Promise.reject(new Error("Nobody publishes here."));

const accountAt = (url: string): Connector => ({
  async check({ secrets }, { call }) {
    const heard = await call({ method: "GET", url, headers: { authorization: `Bearer ${secrets["token"]}` } });
    if (heard.kind !== "answer") return { kind: "later", seconds: null, reason: heard.reason };
    if (heard.status === 200) return { kind: "fine", sentence: "It answers." };
    return { kind: "reconnect", reason: "The platform does not take the token." };
  },
  prepare: unasked,
  send: unasked,
  watch: unasked,
});

const refreshAt =
  (url: string): NonNullable<Connector["refresh"]> =>
  async ({ secrets }, { call, now }) => {
    const heard = await call({ method: "POST", url, body: secrets["refresh_token"] ?? "" });
    if (heard.kind !== "answer" || heard.status === 503)
      return { kind: "later", seconds: null, reason: "The platform's sign-in is out of order." };
    if (heard.status !== 200) return { kind: "reconnect", reason: "The grant was taken back." };
    const fresh = JSON.parse(heard.text) as { token: string; refresh_token: string };
    return { kind: "refreshed", secrets: fresh, expiresAt: new Date(now().getTime() + HOUR) };
  };
