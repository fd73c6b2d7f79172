import { describe, expect, it, vi } from "vitest";
import { db } from "@/lib/infra/db";
import { log } from "@/lib/infra/log";
import { startProvider } from "@/lib/testing/servers/oidc-provider";
import { providerPeople } from "@/lib/testing/provider-people";
import { Browser, CALLBACK } from "@/lib/testing/browser";
import { flowCookie, flowOf } from "./flow";

const people = providerPeople();
const { browser, atProvider } = people;

const rowOf = (name: string) =>
  db().user.findUnique({ where: { email: `${name}@example.com` }, include: { identities: true, sessions: true } });
const entriesOf = async (subject: string) =>
  (await db().auditEntry.findMany({ where: { subject }, orderBy: [{ at: "asc" }, { id: "asc" }] })).map(
    ({ operation, outcome, code }) => [operation.replace("access.", ""), outcome, code].filter(Boolean).join(" "),
  );

describe("signing in through a provider", () => {
  it("makes a person of somebody new, with the role the claims give, and leads to where they wanted to go", async () => {
    const mara = browser();
    expect(await mara.signIn(atProvider("mara", { roles: ["editors", "viewers"] }), "/desk/videos?view=list")).toBe(
      "/desk/videos?view=list",
    );
    expect(await mara.person()).toMatchObject({ email: "mara@example.com", name: "mara", role: "manager" });
    const row = await rowOf("mara");
    expect(row).toMatchObject({
      passwordHash: null,
      identities: [{ issuer: people.there.issuer, subject: "mara" }],
      sessions: [{ method: "oidc", address: "192.0.2.7", userAgent: "A browser for tests" }],
    });
    expect(await entriesOf("person:mara@example.com")).toEqual(
      expect.arrayContaining(["make-person done", "link-identity done", "sign-in-with-provider done"]),
    );
    expect([...mara.cookies.keys()]).not.toContain("http://localhost:3000 marquee.oidc");
  });

  it("knows somebody again by who they are there, whatever their address has become", async () => {
    await browser().signIn(atProvider("ivo"));
    const again = browser();
    await again.signIn(atProvider("ivo", { email: "elsewhere@example.com", email_verified: false }));
    expect(await again.person()).toMatchObject({ email: "ivo@example.com" });
    expect(await db().user.count({ where: { email: "elsewhere@example.com" } })).toBe(0);
  });

  it("is one person in two tabs at once", async () => {
    atProvider("tabs");
    expect(await Promise.all([1, 2, 3].map(() => browser().signIn("tabs")))).toEqual(Array(3).fill("/desk/videos"));
    expect((await rowOf("tabs"))?.identities).toHaveLength(1);
  });

  it("works for a client without a secret, and where the ID token says everything itself", async () => {
    const other = await startProvider({ redirectUri: CALLBACK, publicClient: true, talkativeIdToken: true });
    other.people.set("olu", { email: "olu@example.com", email_verified: true, realm_access: { roles: "editors" } });
    const olu = browser({
      issuer: other.issuer,
      clientSecret: undefined,
      allow: [other.host],
      roleClaim: "realm_access.roles",
    });
    await olu.signIn("olu");
    await other.close();
    expect(await olu.person()).toMatchObject({ name: "olu@example.com", role: "manager" });
  });

  it("asks the provider what it is once an hour, and again after a failure", async () => {
    const once = { ...people.provider };
    const discoveries = () => people.there.asked.filter((line) => line.includes("/.well-known/")).length;
    const before = discoveries();
    for (const who of [new Browser(once), new Browser(once)]) await who.begin();
    expect(discoveries()).toBe(before + 1);

    const port = Number(people.there.host.split(":")[1]) === 1 ? 2 : 1;
    const away = { ...people.provider, issuer: `http://127.0.0.1:${port}`, allow: [`127.0.0.1:${port}`] };
    for (const who of [new Browser(away), new Browser(away)])
      expect(await who.begin()).toBe("http://localhost:3000/sign-in?error=oidc_failed&next=%2Fdesk%2Fvideos");
  });
});

describe("what is brought back has to fit what was begun", () => {
  const back = async (who: Browser, change: (came: URL) => void = () => undefined) => {
    const came = new URL(await who.answer(await who.begin(), `as/${atProvider("zoe")}`));
    change(came);
    return came.href;
  };
  const FAILED = /^\/sign-in\?error=oidc_failed/;

  it("state, code and the answering provider's name", async () => {
    for (const change of [
      (came: URL) => came.searchParams.set("state", "another"),
      (came: URL) => came.searchParams.delete("state"),
      (came: URL) => came.searchParams.set("code", "guessed"),
      (came: URL) => came.searchParams.delete("code"),
      (came: URL) => came.searchParams.set("iss", "https://evil.example"),
      (came: URL) => came.searchParams.append("state", "twice"),
    ]) {
      const zoe = browser();
      expect(await zoe.land(await back(zoe, change))).toMatch(FAILED);
      expect(await zoe.person()).toBeNull();
    }
  });

  it("the browser: another one's return opens nothing, with a sign-in of its own under way or without", async () => {
    const [zoe, eve] = [browser(), browser()];
    const came = await back(zoe);
    expect(await browser().land(came)).toMatch(FAILED);
    await eve.begin();
    expect(await eve.land(came)).toMatch(FAILED);
    expect(await eve.person()).toBeNull();
    expect(await zoe.land(came)).toBe("/desk/videos");
  });

  it("the cookie, which is sealed and holds for ten minutes", async () => {
    const name = "http://localhost:3000 marquee.oidc";
    const zoe = browser();
    const came = await back(zoe);
    const sealed = zoe.cookies.get(name) ?? "";
    const bytes = Buffer.from(sealed, "base64url");
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    zoe.cookies.set(name, bytes.toString("base64url"));
    expect(await zoe.land(came)).toMatch(FAILED);

    zoe.cookies.set(name, sealed);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 601_000 });
    try {
      expect(await zoe.land(came)).toMatch(FAILED);
    } finally {
      vi.useRealTimers();
    }
    expect(await zoe.person()).toBeNull();
  });

  it("the nonce and the verifier, which are the ones the question was asked with", async () => {
    const name = "http://localhost:3000 marquee.oidc";
    for (const other of [
      { nonce: "another" },
      { verifier: "another-verifier-that-is-long-enough-to-be-taken-for-one" },
    ]) {
      const zoe = browser();
      const came = await back(zoe);
      const headers = { cookie: `marquee.oidc=${zoe.cookies.get(name)}` };
      const flow = flowOf(new Request("http://localhost:3000/", { headers }));
      if (!flow) throw new Error("The browser has begun nothing.");
      const [cookie = ""] = flowCookie({ ...flow, ...other }).split(";");
      zoe.cookies.set(name, cookie.replace("marquee.oidc=", ""));
      expect(await zoe.land(came)).toMatch(FAILED);
      expect(await zoe.person()).toBeNull();
    }
  });

  it("once: the same return a second time opens nothing, not even with the cookie kept", async () => {
    const name = "http://localhost:3000 marquee.oidc";
    const zoe = browser();
    const came = await back(zoe);
    const sealed = zoe.cookies.get(name) ?? "";
    expect(await zoe.land(came)).toBe("/desk/videos");
    const replaying = browser();
    replaying.cookies.set(name, sealed);
    expect(await replaying.land(came)).toMatch(FAILED);
    expect(await replaying.person()).toBeNull();
  });

  it("leads nowhere but into the desk", async () => {
    const zoe = browser();
    for (const next of ["https://evil.example/", "//evil.example", "/\\evil.example"])
      expect(await zoe.signIn(atProvider("zoe"), next)).toBe("/desk/videos");
  });
});

describe("around it", () => {
  it("an issuer on a private address is not asked at all without an entry in OUTBOUND_ALLOW", async () => {
    const before = people.there.asked.length;
    for (const issuer of [
      people.there.issuer,
      people.there.issuer.replace("http:", "https:"),
      "https://10.0.0.1",
      "https://localhost",
    ])
      expect(await browser({ issuer, allow: [] }).begin()).toMatch(/sign-in\?error=oidc_failed/);
    expect(people.there.asked.length).toBe(before);
  });

  it("no code, token, secret or verifier stands in the log", async () => {
    const said = vi.spyOn(log, "warn");
    const zoe = browser({ clientSecret: "a-wrong-secret-of-ours" });
    const came = await zoe.answer(await zoe.begin(), `as/${atProvider("zoe")}`);
    await zoe.land(came);
    const lines = JSON.stringify(said.mock.calls);
    said.mockRestore();
    expect(lines).toContain("it answered 401 invalid_client");
    for (const secret of ["a-wrong-secret-of-ours", new URL(came).searchParams.get("code") ?? "", people.there.issuer])
      expect(lines).not.toContain(secret);
  });
});
