import { beforeAll, describe, expect, it } from "vitest";
import { DAY, HOUR } from "@/lib/core/time";
import { call, keyOfRole, type Call } from "@/lib/testing/call";

let admin: string;
beforeAll(async () => {
  admin = await keyOfRole("admin");
});

const KEYS = "/api/v1/api-keys";
const KEY = "/api/v1/api-keys/{id}";
const ROTATE = "/api/v1/api-keys/{id}/rotate";
const SECRET = "/api/v1/api-keys/{id}/secrets/{secret_id}";

const asAdmin = (request: Call = {}): Call => ({ key: admin, ...request });
const make = async (body: object = {}) =>
  (await call("POST", KEYS, asAdmin({ body: { name: "renderer", role: "reviewer", ...body } }))).body;
const idOf = (body: Record<string, unknown>) => String(body["id"]);
const keyOf = (body: Record<string, unknown>) => String(body["key"]);
const secretsOf = (body: Record<string, unknown>) => body["secrets"] as { id: string; expires_at: string | null }[];
const statusFor = async (key: string) => (await call("GET", "/api/v1/videos", { key })).status;

describe("a service's key over REST", () => {
  it("is made with an end, read again without its text, and carries its revision as ETag", async () => {
    const end = new Date(Date.now() + 30 * DAY).toISOString();
    const made = await call("POST", KEYS, asAdmin({ body: { name: "renderer", role: "reviewer", expires_at: end } }));
    expect([made.status, made.headers.get("etag"), made.body["expires_at"]]).toEqual([201, '"0"', end]);
    const read = await call("GET", KEY, asAdmin({ params: { id: idOf(made.body) } }));
    const { key: _key, ...rest } = made.body;
    expect([read.status, read.headers.get("etag"), read.body]).toEqual([200, '"0"', rest]);
  });

  it.each([
    ["a past end", { expires_at: "2020-01-01T00:00:00Z" }],
    ["an end beyond five years", { expires_at: "2199-01-01T00:00:00Z" }],
    ["an end without a zone", { expires_at: "2027-01-01T00:00:00" }],
    ["a day that is none", { expires_at: "2027-02-30T00:00:00Z" }],
  ])("is not made with %s", async (_what, body) => {
    const refused = await call("POST", KEYS, asAdmin({ body: { name: "x", role: "reviewer", ...body } }));
    expect(refused).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    expect(Object.keys(refused.body["fields"] as object)).toEqual(["expires_at"]);
  });

  it("is rotated: both secrets work, then the older one is ended, then the key is revoked", async () => {
    const made = await make();
    const params = { id: idOf(made) };
    const before = Date.now();
    const rotated = await call("POST", ROTATE, asAdmin({ params, body: { overlap_hours: 48 } }));
    expect([rotated.status, rotated.headers.get("etag")]).toEqual([201, '"1"']);
    const older = secretsOf(rotated.body)[1];
    expect(Date.parse(older?.expires_at ?? "") - before).toBeGreaterThanOrEqual(48 * HOUR);
    expect([await statusFor(keyOf(made)), await statusFor(keyOf(rotated.body))]).toEqual([200, 200]);

    const again = await call("POST", ROTATE, asAdmin({ params, body: {} }));
    expect(again).toMatchObject({ status: 409, body: { code: "two_secrets_live" } });
    const ended = await call("DELETE", SECRET, asAdmin({ params: { ...params, secret_id: older?.id ?? "" } }));
    expect([ended.status, ended.headers.get("etag")]).toEqual([200, '"2"']);
    expect([await statusFor(keyOf(made)), await statusFor(keyOf(rotated.body))]).toEqual([401, 200]);

    const last = { ...params, secret_id: secretsOf(rotated.body)[0]?.id ?? "" };
    const refused = await call("DELETE", SECRET, asAdmin({ params: last }));
    expect(refused).toMatchObject({ status: 409, body: { code: "last_secret" } });
    expect((await call("DELETE", KEY, asAdmin({ params }))).status).toBe(200);
    expect(await statusFor(keyOf(rotated.body))).toBe(401);
    expect(await call("POST", ROTATE, asAdmin({ params, body: {} }))).toMatchObject({
      status: 409,
      body: { code: "api_key_ended" },
    });
  });

  it("says the same of a revoked, an unknown and a mistyped key", async () => {
    const made = await make();
    await call("DELETE", KEY, asAdmin({ params: { id: idOf(made) } }));
    const answers = await Promise.all(
      [keyOf(made), "mq_live_AAAAAAAA_00000000000000000000000000000000AAAAAA", "x"].map((key) =>
        call("GET", "/api/v1/videos", { key, headers: { "x-request-id": "same" } }),
      ),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it("is made once by a request that is sent twice, and shown once", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const body = { name: "twice", role: "reviewer" };
    const [first, second] = [
      await call("POST", KEYS, asAdmin({ headers, body })),
      await call("POST", KEYS, asAdmin({ headers, body })),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(second.body).toEqual({ ...first.body, key: null });
  });

  it("is rotated once by a request that is sent twice", async () => {
    const params = { id: idOf(await make()) };
    const request = asAdmin({
      params,
      headers: { "idempotency-key": crypto.randomUUID() },
      body: { overlap_hours: 1 },
    });
    const [first, second] = [await call("POST", ROTATE, request), await call("POST", ROTATE, request)];
    expect([first.status, second.status, second.body]).toEqual([201, 201, { ...first.body, key: null }]);
  });

  it.each([
    ["rotated", "POST", ROTATE, { body: {} }],
    ["revoked", "DELETE", KEY, {}],
  ] as const)("is not %s by somebody who saw an older one", async (_how, method, address, request) => {
    const params = { id: idOf(await make()) };
    const seen = (etag: string) => asAdmin({ params, headers: { "if-match": etag }, ...request });
    await call("POST", ROTATE, asAdmin({ params, body: { overlap_hours: 0 } }));
    expect((await call(method, address, seen('"0"'))).status).toBe(412);
    expect((await call(method, address, seen('"1"'))).status).toBeLessThan(300);
  });

  it("is out of reach for a key that holds less", async () => {
    const strong = await make({ role: "admin" });
    const clerk = await make({ role: undefined, scopes: ["keys:manage", "videos:read"] });
    const rotated = await call("POST", ROTATE, { key: keyOf(clerk), params: { id: idOf(strong) }, body: {} });
    expect(rotated).toMatchObject({ status: 403, body: { code: "scope_not_held" } });
    const reviewer = await keyOfRole("reviewer");
    for (const [method, address] of [
      ["GET", KEY],
      ["POST", ROTATE],
      ["DELETE", SECRET],
    ] as const) {
      const params = { id: idOf(strong), secret_id: "any" };
      const answer = await call(method, address, { key: reviewer, params, ...(method === "POST" ? { body: {} } : {}) });
      expect(answer.status, `${method} ${address}`).toBe(403);
    }
  });

  it.each([-1, 721, 1.5, "24", null])("is not rotated with an overlap of %s hours", async (hours) => {
    const params = { id: idOf(await make()) };
    expect((await call("POST", ROTATE, asAdmin({ params, body: { overlap_hours: hours } }))).status).toBe(400);
  });
});
