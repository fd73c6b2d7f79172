import { createHmac, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** How an ID token departs from the one that would be right. */
export interface Lie {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly alg?: "RS256" | "none" | "HS256";
  /** Signed with a key that the provider does not publish. */
  readonly foreignKey?: boolean;
  /** The token answer has no ID token at all. */
  readonly without?: boolean;
  /** Who the userinfo address says it is about. */
  readonly about?: string;
}

export interface LyingProvider {
  readonly issuer: string;
  readonly host: string;
  /** The next sign-in's ID token, for the nonce that the desk asked with. */
  lie(nonce: string, lie: Lie): void;
  /** What came with the exchange of the last code. */
  readonly exchanged: URLSearchParams;
  close(): Promise<void>;
}

const SUBJECT = "somebody";

/** A provider that takes every code, and answers with whatever ID token a test wants. */
export async function startLyingProvider(clientId: string): Promise<LyingProvider> {
  const [own, foreign] = [newKeys(), newKeys()];
  const exchanged = new URLSearchParams();
  const now = { idToken: "", about: SUBJECT };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `http://${host}`;

  const answers: Record<string, () => object> = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      userinfo_endpoint: `${issuer}/me`,
      // It would like the desk to take anything.
      id_token_signing_alg_values_supported: ["RS256", "HS256", "none"],
    }),
    "/jwks": () => ({ keys: [{ ...own.publicKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "k" }] }),
    "/token": () => ({
      access_token: "opaque",
      token_type: "Bearer",
      ...(now.idToken === "" ? {} : { id_token: now.idToken }),
    }),
    "/me": () => ({ sub: now.about, email: "somebody@example.com", email_verified: true, roles: ["admins"] }),
  };
  server.on("request", (request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      if (request.url === "/token") for (const [name, value] of new URLSearchParams(body)) exchanged.set(name, value);
      const answer = answers[request.url ?? ""];
      response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(answer?.() ?? {}));
    });
  });

  return {
    issuer,
    host,
    exchanged,
    lie(nonce, { claims = {}, alg = "RS256", foreignKey = false, without = false, about = SUBJECT }) {
      const seconds = Math.floor(Date.now() / 1000);
      const right = { iss: issuer, sub: SUBJECT, aud: clientId, iat: seconds, exp: seconds + 300, nonce };
      const { privateKey } = foreignKey ? foreign : own;
      now.idToken = without ? "" : tokenOf({ ...right, ...claims }, { alg, privateKey });
      now.about = about;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const newKeys = () => generateKeyPairSync("rsa", { modulusLength: 2048 });

function tokenOf(claims: object, { alg, privateKey }: { alg: string; privateKey: KeyObject }): string {
  const [head, body] = [{ alg, typ: "JWT", kid: "k" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  const text = `${head}.${body}`;
  const signatures: Record<string, () => Buffer> = {
    RS256: () => sign("sha256", Buffer.from(text), privateKey),
    HS256: () => createHmac("sha256", "what the client secret is").update(text).digest(),
    none: () => Buffer.alloc(0),
  };
  return `${text}.${(signatures[alg]?.() ?? Buffer.alloc(0)).toString("base64url")}`;
}
