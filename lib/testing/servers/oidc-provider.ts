import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider, type Configuration, type KoaContextWithOIDC } from "oidc-provider";

/** An OpenID provider on loopback, with the desk as its client and people of one's own choosing. */
export interface RunningProvider {
  readonly issuer: string;
  /** As it would stand in `OUTBOUND_ALLOW`. */
  readonly host: string;
  /** Who there is, by subject, and what the provider says of them. */
  readonly people: Map<string, Readonly<Record<string, unknown>>>;
  /** Every request that reached it: method and path. */
  readonly asked: string[];
  close(): Promise<void>;
}

export interface StartProvider {
  readonly redirectUri: string;
  readonly port?: number;
  /** Whether the ID token says everything itself, instead of leaving it to the userinfo address. */
  readonly talkativeIdToken?: boolean;
  /** A client without a secret, as a provider may make of the desk. */
  readonly publicClient?: boolean;
}

export const CLIENT_ID = "marquee";
export const CLIENT_SECRET = "what-only-desk-and-provider-know";
const SCOPES = "openid email profile";

export async function startProvider({
  redirectUri,
  port = 0,
  talkativeIdToken = false,
  publicClient = false,
}: StartProvider): Promise<RunningProvider> {
  const people: RunningProvider["people"] = new Map();
  const asked: string[] = [];
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `http://${host}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        redirect_uris: [redirectUri],
        ...(publicClient ? { token_endpoint_auth_method: "none" } : { client_secret: CLIENT_SECRET }),
      },
    ],
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["name", "roles", "realm_access"],
    },
    conformIdTokenClaims: !talkativeIdToken,
    cookies: { keys: ["for this provider's own cookies"] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, sub) => {
      const claims = people.get(sub);
      return claims && { accountId: sub, claims: () => ({ sub, ...claims }) };
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    jwks: { keys: [signingKey()] },
    loadExistingGrant: consentToEverything,
    pkce: { required: () => true },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  } satisfies Configuration);

  const answer = provider.callback();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const [path = ""] = (request.url ?? "").split("?");
    asked.push(`${request.method} ${path}`);
    const [, uid, choice = "", sub = ""] = /^\/interaction\/([\w-]+)(?:\/(as|no)(?:\/(.+))?)?$/.exec(path) ?? [];
    if (uid === undefined) {
      void answer(request, response);
    } else if (choice === "") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(greeting(uid, [...people.keys()]));
    } else {
      const result = choice === "as" ? { login: { accountId: decodeURIComponent(sub) } } : { error: "access_denied" };
      void provider.interactionFinished(request, response, result);
    }
  });

  return {
    issuer,
    host,
    people,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: crypto.randomUUID() };
}

/** People are asked who they are, and nothing else. */
async function consentToEverything({ oidc }: KoaContextWithOIDC) {
  const clientId = oidc.client?.clientId;
  const accountId = oidc.session?.accountId;
  if (clientId === undefined || accountId === undefined) return undefined;
  const grant = new oidc.provider.Grant({ clientId, accountId });
  grant.addOIDCScope(SCOPES);
  await grant.save();
  return grant;
}

function greeting(uid: string, subjects: readonly string[]): string {
  const links = subjects.map(
    (sub) => `<p><a href="/interaction/${uid}/as/${encodeURIComponent(sub)}">I am ${sub}</a></p>`,
  );
  return `<!doctype html><title>Who are you?</title><h1>Who are you?</h1>${links.join("")}<p><a href="/interaction/${uid}/no">Nobody</a></p>`;
}
