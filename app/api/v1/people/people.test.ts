import { beforeAll, describe, expect, it } from "vitest";
import { sessionCookieFor } from "@/lib/edge/sign-in/session";
import { call, keyOfRole, type Call } from "@/lib/testing/call";
import { enter, PASSWORD, somebody, type Somebody } from "@/lib/testing/people";
import { tokenOf } from "@/lib/testing/servers/mailbox";

/** What a browser sends from a page of the desk. */
const HOME = { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };
const NEW = "another long password";

let key = "";
beforeAll(async () => {
  key = await keyOfRole("admin");
});

const linkOf = (body: Record<string, unknown>) => body["link"] as { url: string; by_mail: boolean };
const tokenIn = (body: Record<string, unknown>) => tokenOf(linkOf(body).url);

describe("people over the API", () => {
  it("are invited, looked at, changed, kept out, let in and removed", async () => {
    const invitation = { email: "Mara@example.com", name: "Mara", role: "manager" };
    const invited = await call("POST", "/api/v1/people", {
      key,
      body: invitation,
      headers: { "idempotency-key": "i1" },
    });
    expect(invited).toMatchObject({ status: 201, body: { person: { email: "mara@example.com", status: "invited" } } });
    const { id } = invited.body["person"] as { id: string };
    expect(invited.headers.get("location")).toBe(`/api/v1/people/${id}`);
    const again = await call("POST", "/api/v1/people", { key, body: invitation, headers: { "idempotency-key": "i1" } });
    expect([again.status, again.headers.get("idempotency-replayed"), linkOf(again.body).url]).toEqual([
      201,
      "true",
      linkOf(invited.body).url,
    ]);
    expect((await call("POST", "/api/v1/people", { key, body: invitation })).status).toBe(409);

    const one = { key, params: { id } };
    const link = await call("POST", "/api/v1/people/{id}/password-link", one);
    expect(link).toMatchObject({ status: 201, body: { by_mail: false } });
    const seen = await call("GET", "/api/v1/people/{id}", one);
    expect([seen.status, seen.headers.get("etag")]).toEqual([200, '"0"']);
    const changed = await call("PATCH", "/api/v1/people/{id}", {
      ...one,
      body: { role: "reviewer", disabled: true },
      headers: { "if-match": '"0"' },
    });
    expect(changed).toMatchObject({ status: 200, body: { role: "reviewer", status: "disabled", revision: 1 } });
    const stale = await call("DELETE", "/api/v1/people/{id}", { ...one, headers: { "if-match": '"0"' } });
    expect(stale).toMatchObject({ status: 412, body: { code: "stale" } });
    expect((await call("POST", "/api/v1/people/{id}/password-link", one)).body["code"]).toBe("person_disabled");
    expect((await call("PATCH", "/api/v1/people/{id}", { ...one, body: { disabled: false } })).status).toBe(200);
    expect((await call("GET", "/api/v1/people/{id}/sessions", one)).body).toEqual({ items: [], next_cursor: null });
    expect((await call("DELETE", "/api/v1/people/{id}/sessions", one)).body).toEqual({ ended: 0 });
    expect((await call("GET", "/api/v1/people", { key, query: { q: "mara" } })).body["items"]).toHaveLength(1);
    expect((await call("DELETE", "/api/v1/people/{id}", one)).body).toMatchObject({ removed: true });
    expect((await call("GET", "/api/v1/people/{id}", one)).status).toBe(404);
    expect((await call("GET", "/api/v1/people/{id}/sessions", one)).body["code"]).toBe("person_not_found");
    const late = await call("POST", "/api/v1/people", { key, body: invitation, headers: { "idempotency-key": "i1" } });
    expect(late).toMatchObject({ status: 409, body: { code: "person_removed" } });
  });

  it("are not touched by a key that may do less than they", async () => {
    const boss = await somebody("boss@example.com", "manager");
    const made = await call("POST", "/api/v1/api-keys", {
      key,
      body: { name: "clerk", scopes: ["people:manage", "videos:read", "deliveries:read"] },
    });
    const clerk = { key: String(made.body["key"]), params: { id: boss.id } };
    for (const asked of [
      call("PATCH", "/api/v1/people/{id}", { ...clerk, body: { name: "Nobody" } }),
      call("DELETE", "/api/v1/people/{id}", clerk),
      call("DELETE", "/api/v1/people/{id}/sessions", clerk),
      call("POST", "/api/v1/people/{id}/password-link", clerk),
    ])
      expect(await asked).toMatchObject({ status: 403, body: { code: "person_above_you" } });
    const invitation = { email: "x@example.com", name: "X", role: "manager" };
    expect(await call("POST", "/api/v1/people", { key: clerk.key, body: invitation })).toMatchObject({
      status: 403,
      body: { code: "scope_not_held" },
    });
  });

  it("are no business of a manager's key, and no key has an account of its own", async () => {
    const manager = await keyOfRole("manager");
    expect((await call("GET", "/api/v1/people", { key: manager })).status).toBe(403);
    expect((await call("GET", "/api/v1/account/sessions", { key })).status).toBe(403);
    expect((await call("GET", "/api/v1/account", { key })).status).toBe(403);
    expect((await call("GET", "/api/v1/people")).status).toBe(401);
  });
});

describe("a password link over the API", () => {
  it("is read and redeemed by whoever holds it, from a page of the desk, once", async () => {
    const invitation = { email: "noor@example.com", name: "Noor", role: "reviewer" };
    const token = tokenIn((await call("POST", "/api/v1/people", { key, body: invitation })).body);
    const read = { body: { token }, headers: HOME };
    const redeem = { body: { token, password: NEW }, headers: HOME };
    expect((await call("POST", "/api/v1/password-links/read", read)).body).toMatchObject({ email: "noor@example.com" });
    const foreign = { ...redeem, headers: { ...HOME, "sec-fetch-site": "cross-site" } };
    expect((await call("POST", "/api/v1/password-links/redeem", foreign)).status).toBe(403);
    expect((await call("POST", "/api/v1/password-links/redeem", redeem)).body).toEqual({ email: "noor@example.com" });
    const gone = await call("POST", "/api/v1/password-links/redeem", redeem);
    expect(gone).toMatchObject({ status: 403, body: { code: "password_link_refused" } });
    expect(await enter("noor@example.com", { password: NEW })).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("is asked for with the same answer whoever asks", async () => {
    for (const email of ["noor@example.com", "nobody@example.com"]) {
      const asked = await call("POST", "/api/v1/password-resets", { body: { email }, headers: HOME });
      expect(asked).toMatchObject({ status: 202, body: { accepted: true } });
    }
  });
});

describe("one's own account over the API", () => {
  it("shows where one is signed in, ends it elsewhere, and changes the password", async () => {
    const lee: Somebody = await somebody("lee@example.com");
    const [here, there, third] = [await enter(lee.email), await enter(lee.email), await enter(lee.email)];
    const cookie = (await sessionCookieFor(here, lee.id)).split(";")[0] ?? "";
    const mine = (more: Call = {}): Call => ({ ...more, headers: { ...HOME, cookie } });

    expect((await call("GET", "/api/v1/account", mine())).body).toEqual({
      id: lee.id,
      email: lee.email,
      name: "lee",
      role: "manager",
      has_password: true,
    });
    const page = await call("GET", "/api/v1/account/sessions", mine({ query: { limit: "1" } }));
    expect(page.body).toMatchObject({ items: [{ id: third }], next_cursor: expect.any(String) });
    const list = await call("GET", "/api/v1/account/sessions", mine());
    expect((list.body["items"] as { id: string; current: boolean }[]).map(({ id, current }) => [id, current])).toEqual([
      [third, false],
      [there, false],
      [here, true],
    ]);
    expect((await call("DELETE", "/api/v1/account/sessions/{id}", mine({ params: { id: third } }))).body).toEqual({
      ended: 1,
    });
    expect((await call("DELETE", "/api/v1/account/sessions", mine())).body).toEqual({ ended: 1 });
    const wrong = { current_password: "not the password", new_password: NEW };
    const refused = await call("POST", "/api/v1/account/password", mine({ body: wrong }));
    expect(refused).toMatchObject({ status: 403, body: { code: "wrong_password" } });
    const right = { ...wrong, current_password: PASSWORD };
    const changed = await call("POST", "/api/v1/account/password", mine({ body: right }));
    expect(changed.body).toEqual({ changed: true, sessions_ended: 0 });
    expect((await call("GET", "/api/v1/account/sessions", mine())).status).toBe(200);
  });
});
