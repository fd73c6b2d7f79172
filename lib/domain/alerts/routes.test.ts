import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDb, db } from "@/lib/infra/db";
import { closeQueue } from "@/lib/infra/queue";
import { call, keyOfRole } from "@/lib/testing/call";
import { ALERT_KINDS } from "./contract";
import { sendAlertMail } from "./workers/send-alert-mail";

let key = "";
beforeAll(async () => {
  key = await keyOfRole("admin");
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});

const make = (body: object, headers = {}) => call("POST", "/api/v1/alert-routes", { key, body, headers });
const edit = (id: unknown, body: object, headers = {}) =>
  call("PATCH", "/api/v1/alert-routes/{id}", { key, params: { id: String(id) }, body, headers });
const read = (id: unknown) => call("GET", "/api/v1/alert-routes/{id}", { key, params: { id: String(id) } });
const HOOK = "https://ops.example.com/hooks/canary-path?token=canary-query";
const webhook = (more = {}) => ({ name: "Operators", way: "webhook", url: HOOK, ...more });
const mail = (more = {}) => ({ name: "The team", way: "email", email: "ops@example.com", ...more });

describe("a route for alerts", () => {
  it("to a webhook shows the secret that was made for it once, and its address never again", async () => {
    const made = await make(webhook(), { "idempotency-key": "one" });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      way: "webhook",
      email: null,
      url_shown: "https://ops.example.com/…",
      kinds: [...ALERT_KINDS],
      quiet_hours: null,
      enabled: true,
      obstacle: null,
      last_notice: null,
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    });
    const again = await make(webhook(), { "idempotency-key": "one" });
    expect([again.status, again.body["id"], again.body["secret"]]).toEqual([201, made.body["id"], null]);

    const later = await read(made.body["id"]);
    expect(later.body).not.toHaveProperty("secret");
    const list = await call("GET", "/api/v1/alert-routes", { key });
    const rows = await db().$queryRaw<object[]>`SELECT r::text AS row FROM alert_routes r`;
    for (const seen of [later.body, list.body, rows]) {
      expect(JSON.stringify(seen)).not.toMatch(/canary/);
      expect(JSON.stringify(seen)).not.toContain(String(made.body["secret"]).slice(6, 20));
    }
  });

  it("takes a secret that the receiver chose, and does not say it back", async () => {
    const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
    const made = await make(webhook({ secret }));
    expect([made.status, made.body["secret"]]).toEqual([201, null]);
    for (const bad of [
      "hunter2",
      "whsec_",
      "whsec_short",
      `whsec_${Buffer.alloc(65).toString("base64")}`,
      "whsec_!!",
    ]) {
      const refused = await make(webhook({ secret: bad }));
      expect([refused.status, Object.keys(refused.body["fields"] ?? {})], bad).toEqual([400, ["secret"]]);
      expect(JSON.stringify(refused.body)).not.toContain(`"${bad}"`);
    }
  });

  it.each([
    ["no address to call", { ...webhook(), url: undefined }, "url"],
    ["an address over http", webhook({ url: "http://ops.example.com/canary" }), "url"],
    ["an address inside", webhook({ url: "https://10.0.0.1/canary" }), "url"],
    ["an address with a password", webhook({ url: "https://me:canary@ops.example.com/" }), "url"],
    ["an address that is none", webhook({ url: "canary" }), "url"],
    ["a mail address for a webhook", webhook({ email: "a@example.com" }), "email"],
    ["no mail address", { name: "Team", way: "email" }, "email"],
    ["a mail address that is none", mail({ email: "ops at example.com" }), "email"],
    ["two mail addresses", mail({ email: "a@example.com,b@example.com" }), "email"],
    ["an address to call for mail", mail({ url: HOOK }), "url"],
    [
      "a zone that is none",
      mail({ quiet_hours: { from: "22:00", until: "07:00", timezone: "Berlin" } }),
      "quiet_hours.timezone",
    ],
    [
      "an offset for a zone",
      mail({ quiet_hours: { from: "22:00", until: "07:00", timezone: "+01:00" } }),
      "quiet_hours.timezone",
    ],
    [
      "a time that is none",
      mail({ quiet_hours: { from: "24:00", until: "07:00", timezone: "UTC" } }),
      "quiet_hours.from",
    ],
    ["quiet hours without an end", mail({ quiet_hours: { from: "22:00", timezone: "UTC" } }), "quiet_hours.until"],
    [
      "quiet hours without a length",
      mail({ quiet_hours: { from: "22:00", until: "22:00", timezone: "UTC" } }),
      "quiet_hours.until",
    ],
    ["no kinds", mail({ kinds: [] }), "kinds"],
    ["a kind that is none", mail({ kinds: ["test"] }), "kinds.0"],
    ["no name", mail({ name: " " }), "name"],
  ])("is refused with %s, and told which field", async (_what, body, field) => {
    const { status, body: problem } = await make(body);
    expect([status, Object.keys(problem["fields"] ?? {})]).toEqual([400, [field]]);
    expect(JSON.stringify(problem)).not.toMatch(/canary|source/);
  });

  it("is changed field by field, and not by who has not seen the last change", async () => {
    const { body: made } = await make(
      mail({ quiet_hours: { from: "22:00", until: "07:00", timezone: "Europe/Berlin" } }),
    );
    expect(made["obstacle"]).toMatch(/SMTP_URL/);
    const changed = await edit(made["id"], { kinds: ["copy.lost"], enabled: false }, { "if-match": '"0"' });
    expect(changed.body).toMatchObject({ kinds: ["copy.lost"], enabled: false, revision: 1, name: "The team" });
    const quiet = await edit(made["id"], { quiet_hours: null, email: "night@example.com" });
    expect(quiet.body).toMatchObject({ quiet_hours: null, email: "night@example.com", enabled: false });
    expect((await edit(made["id"], { name: "x" }, { "if-match": '"0"' })).status).toBe(412);
    expect((await edit(made["id"], { url: HOOK })).body["fields"]).toHaveProperty("url");
    expect((await edit(made["id"], {})).status).toBe(400);
    expect((await edit("nobody", { name: "x" })).status).toBe(404);
  });

  it("by mail tells a test why nothing goes out where mail is not set up", async () => {
    const { body: made } = await make(mail());
    const params = { id: String(made["id"]) };
    const asked = await call("POST", "/api/v1/alert-routes/{id}/test", {
      key,
      params,
      headers: { prefer: "respond-async" },
    });
    expect([asked.status, asked.body["state"]]).toEqual([202, "waiting"]);
    expect(asked.headers.get("location"), "where it is told how it ended").toBe(`/api/v1/alert-routes/${params.id}`);
    await sendAlertMail({ routeId: params.id, testNoticeId: String(asked.body["id"]) });
    expect((await read(made["id"])).body["last_notice"]).toMatchObject({
      state: "failed",
      trouble: "The worker has no mail server: SMTP_URL is not set for it.",
    });
  });

  it("is gone when it is removed, and what was sealed with it", async () => {
    const { body: made } = await make(webhook({ name: "Leaving" }));
    const params = { id: String(made["id"]) };
    expect((await call("DELETE", "/api/v1/alert-routes/{id}", { key, params })).body).toMatchObject({
      name: "Leaving",
    });
    expect((await read(made["id"])).status).toBe(404);
    expect((await call("DELETE", "/api/v1/alert-routes/{id}", { key, params })).status).toBe(404);
    const row = await db().alertRoute.findUniqueOrThrow({ where: { id: params.id } });
    expect([row.urlSealed, row.secretSealed, row.urlShown]).toEqual([null, null, null]);
  });

  it("is for those who manage alerts, and the alerts are for everybody", async () => {
    const manager = await keyOfRole("manager");
    expect((await call("GET", "/api/v1/alert-routes", { key: manager })).status).toBe(403);
    const seen = await call("GET", "/api/v1/alerts", { key: await keyOfRole("reviewer") });
    expect(seen.body).toEqual({ items: [], next_cursor: null, unseen: null, seen_until: null });
    const body = { until: new Date().toISOString() };
    expect((await call("POST", "/api/v1/alerts/seen", { key: manager, body })).status).toBe(403);
  });

  it("stands beside 49 others and no more", async () => {
    const have = await db().alertRoute.count({ where: { removedAt: null } });
    for (let at = have; at < 50; at += 1) await make(mail({ name: `Route ${at}` }));
    const refused = await make(mail());
    expect([refused.status, refused.body["code"]]).toEqual([409, "too_many_alert_routes"]);
    const first = await call("GET", "/api/v1/alert-routes", { key, query: { limit: "30" } });
    const cursor = String(first.body["next_cursor"]);
    const rest = await call("GET", "/api/v1/alert-routes", { key, query: { limit: "30", cursor } });
    expect([(first.body["items"] as []).length, (rest.body["items"] as []).length]).toEqual([30, 20]);
  });
});
