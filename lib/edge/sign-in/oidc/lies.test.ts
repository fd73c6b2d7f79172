import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { startLyingProvider, type Lie, type LyingProvider } from "@/lib/testing/servers/lying-provider";
import { Browser, CALLBACK } from "@/lib/testing/browser";
import type { Provider } from "./provider";

let liar: LyingProvider;
let provider: Provider;

beforeAll(async () => {
  liar = await startLyingProvider("marquee");
  provider = {
    issuer: liar.issuer,
    clientId: "marquee",
    clientSecret: "what the client secret is",
    scopes: "openid",
    roleClaim: "roles",
    roles: [{ value: "admins", role: "admin" }],
    linkByEmail: false,
    allow: [liar.host],
  };
});
afterAll(() => liar.close());

/** Begins a sign-in, and comes back with an ID token that departs in this way from the right one. */
async function come(lie: Lie): Promise<{ end: string; who: Browser; asked: URLSearchParams }> {
  const who = new Browser(provider);
  const { location } = await who.visit("http://localhost:3000/api/auth/oidc/start");
  const asked = new URL(location).searchParams;
  liar.lie(asked.get("nonce") ?? "", lie);
  const back = new URLSearchParams({ code: crypto.randomUUID(), state: asked.get("state") ?? "" });
  return { end: await who.land(`${CALLBACK}?${back.toString()}`), who, asked };
}

describe("an ID token", () => {
  it("that is right opens the desk, for a question that was asked with PKCE, state and nonce", async () => {
    const { end, who, asked } = await come({});
    expect(end).toBe("/desk/videos");
    expect(await who.person()).toMatchObject({ email: "somebody@example.com", role: "admin" });
    const verifier = liar.exchanged.get("code_verifier") ?? "";
    expect(asked.get("code_challenge")).toBe(createHash("sha256").update(verifier).digest("base64url"));
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      redirect_uri: CALLBACK,
      scope: "openid",
    });
    expect([asked.get("nonce"), asked.get("state"), verifier].map((text) => text?.length)).toEqual([43, 43, 43]);
  });

  const past = Math.floor(Date.now() / 1000) - 3600;
  const LIES: readonly (readonly [string, Lie])[] = [
    ["with another nonce", { claims: { nonce: "another" } }],
    ["without a nonce", { claims: { nonce: undefined } }],
    ["for another client", { claims: { aud: "another" } }],
    ["for several clients, given to another", { claims: { aud: ["marquee", "another"], azp: "another" } }],
    ["of another issuer", { claims: { iss: "https://id.example" } }],
    ["that has expired", { claims: { exp: past } }],
    ["that never expires", { claims: { exp: undefined } }],
    ["that begins tomorrow", { claims: { nbf: past + 90_000 } }],
    ["without a subject", { claims: { sub: undefined } }],
    ["without a signature", { alg: "none" }],
    ["signed with the client secret", { alg: "HS256" }],
    ["signed with a key that the provider does not publish", { foreignKey: true }],
    ["that is not there", { without: true }],
    ["about somebody else than the user info", { about: "somebody-else" }],
    ["whose subject no database keeps", { claims: { sub: "some\u0000body" } }],
  ];
  it.each(LIES)("%s opens nothing", async (_name, lie) => {
    const before = await db().session.count();
    const { end, who } = await come(lie);
    expect(end).toBe("/sign-in?error=oidc_failed&next=%2Fdesk%2Fvideos");
    expect(await who.person()).toBeNull();
    expect(await db().session.count()).toBe(before);
    const [entry] = await db().auditEntry.findMany({ orderBy: [{ at: "desc" }, { id: "desc" }], take: 1 });
    expect(entry).toMatchObject({ operation: "access.sign-in-with-provider", outcome: "refused" });
  });
});
