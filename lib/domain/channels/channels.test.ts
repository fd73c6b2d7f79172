import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDb, db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { closeQueue } from "@/lib/infra/queue";
import { call, keyOfRole } from "@/lib/testing/call";
import { inside } from "@/lib/testing/people";
import { disableChannel } from "./operations/disable-channel";

process.env["OUTBOUND_ALLOW"] = "hooks.lan:8080";

let [manager, reviewer] = ["", ""];
beforeAll(async () => {
  [manager, reviewer] = [await keyOfRole("manager"), await keyOfRole("reviewer")];
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});

const make = (body: object, headers = {}) => call("POST", "/api/v1/channels", { key: manager, body, headers });
const params = (id: unknown) => ({ params: { id: String(id) } });
const read = (id: unknown) => call("GET", "/api/v1/channels/{id}", { key: manager, ...params(id) });
const edit = (id: unknown, body: object, headers = {}) =>
  call("PATCH", "/api/v1/channels/{id}", { key: manager, ...params(id), body, headers });
const URL = "https://receiver.example.com/hook";
const webhook = (more: object = {}) => ({ name: "Partner", platform: "webhook", settings: { url: URL }, ...more });
const secretOf = (fill: number) => `whsec_${Buffer.alloc(32, fill).toString("base64")}`;
const fieldsOf = ({ body }: { body: Record<string, unknown> }) => Object.keys(body["fields"] ?? {});

describe("a channel", () => {
  it("to a feed needs a name and no more, and says where the feed is", async () => {
    const made = await make({ name: "Our feed", platform: "feed", is_default: true });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      platform: "feed",
      status: "active",
      is_active: true,
      is_default: true,
      content_filters: null,
      posting_schedule: null,
      availability: null,
      settings: {},
      has_credentials: false,
      max_per_hour: null,
      health: "good",
      health_sentence: "Publishing works.",
      breaker: null,
      feed_url: `http://localhost:3000/feeds/${String(made.body["id"])}/rss.xml`,
      pending: 0,
      secret: null,
      revision: 0,
    });
  });

  it("to a webhook gets a secret that is shown once, and once only for one Idempotency-Key", async () => {
    const made = await make(webhook(), { "idempotency-key": "one" });
    expect(made.body).toMatchObject({
      settings: { url: URL },
      has_credentials: true,
      feed_url: null,
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    });
    const again = await make(webhook(), { "idempotency-key": "one" });
    expect([again.status, again.body["id"], again.body["secret"]]).toEqual([201, made.body["id"], null]);
    const other = await make(webhook({ name: "Another" }), { "idempotency-key": "one" });
    expect(other.status, "the key of another request").toBeGreaterThanOrEqual(400);
    expect((await read(made.body["id"])).body).not.toHaveProperty("secret");
    const given = await make(webhook({ credentials: { secret: secretOf(7) } }));
    expect([given.status, given.body["secret"]]).toEqual([201, null]);
  });

  it("is read by reviewers, and changed by managers", async () => {
    const { body: made } = await make(webhook());
    const key = reviewer;
    expect((await call("GET", "/api/v1/channels", { key })).status).toBe(200);
    expect((await call("GET", "/api/v1/channels/{id}", { key, ...params(made["id"]) })).status).toBe(200);
    expect((await call("GET", "/api/v1/platforms", { key })).status).toBe(200);
    expect((await call("GET", "/api/v1/publishing-stops", { key })).status).toBe(200);
    const refused = await Promise.all([
      call("POST", "/api/v1/channels", { key, body: webhook() }),
      call("PATCH", "/api/v1/channels/{id}", { key, ...params(made["id"]), body: { name: "Mine" } }),
      call("DELETE", "/api/v1/channels/{id}", { key, ...params(made["id"]) }),
      call("POST", "/api/v1/channels/{id}/pause", { key, ...params(made["id"]), body: {} }),
      call("POST", "/api/v1/channels/{id}/resume", { key, ...params(made["id"]) }),
      call("POST", "/api/v1/channels/{id}/test", { key, ...params(made["id"]) }),
      call("POST", "/api/v1/publishing-stops", { key, body: { scope: "all" } }),
      call("DELETE", "/api/v1/publishing-stops/{scope}", { key, params: { scope: "all" } }),
    ]);
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([403]));
    expect((await call("GET", "/api/v1/channels")).status).toBe(401);
  });

  it.each<[string, object, string, string]>([
    ["a platform that nobody knows", webhook({ platform: "myspace" }), "unsupported_platform", "platform"],
    ["a rehearsal where none is on", webhook({ platform: "rehearsal-key" }), "unsupported_platform", "platform"],
    ["no address", webhook({ settings: {} }), "invalid_request", "settings.url"],
    [
      "an address over http",
      webhook({ settings: { url: "http://a.example/canary" } }),
      "invalid_request",
      "settings.url",
    ],
    ["an address inside", webhook({ settings: { url: "https://10.0.0.1/canary" } }), "invalid_request", "settings.url"],
    [
      "a setting that there is not",
      webhook({ settings: { url: URL, canary: 1 } }),
      "invalid_request",
      "settings.canary",
    ],
    ["a short secret", webhook({ credentials: { secret: "whsec_canary" } }), "invalid_request", "credentials.secret"],
    [
      "credentials of another kind",
      webhook({ credentials: { token: "canary" } }),
      "invalid_request",
      "credentials.secret",
    ],
    [
      "credentials where none are wanted",
      { name: "F", platform: "feed", credentials: {} },
      "invalid_request",
      "credentials",
    ],
    [
      "a default that the platform knows not",
      { name: "F", platform: "feed", default_settings: { explicit: "canary" } },
      "invalid_request",
      "default_settings.explicit",
    ],
    ["a name of two lines", webhook({ name: "a\nb" }), "invalid_request", "name"],
    ["a cap of none", webhook({ max_per_hour: 0 }), "invalid_request", "max_per_hour"],
    ["a field that there is not", webhook({ status: "paused" }), "invalid_request", "status"],
  ])("is refused with %s, and told which field", async (_what, body, code, field) => {
    const before = await db().channel.count();
    const refused = await make(body);
    expect([refused.status, refused.body["code"]]).toEqual([400, code]);
    expect(fieldsOf(refused)).toContain(field);
    expect(JSON.stringify(refused.body).replaceAll(field, "")).not.toMatch(/canary/);
    expect(await db().channel.count()).toBe(before);
  });

  it("may lead to a host that the operator allows", async () => {
    const made = await make(webhook({ settings: { url: "http://hooks.lan:8080/in" } }));
    expect([made.status, made.body["settings"]]).toEqual([201, { url: "http://hooks.lan:8080/in" }]);
  });

  it("is changed field by field, and not by who has not seen the last change", async () => {
    const { body: made } = await make(webhook({ default_caption: "Hello" }));
    const changed = await edit(made["id"], { name: "Partners", max_per_hour: 4 }, { "if-match": '"0"' });
    expect(changed.body).toMatchObject({ name: "Partners", max_per_hour: 4, default_caption: "Hello", revision: 1 });
    expect(changed.headers.get("etag")).toBe('"1"');
    expect((await edit(made["id"], { name: "x" }, { "if-match": '"0"' })).status).toBe(412);
    const lifted = await edit(made["id"], { max_per_hour: null, default_caption: null });
    expect(lifted.body).toMatchObject({ max_per_hour: null, default_caption: null, name: "Partners" });
    expect(fieldsOf(await edit(made["id"], { settings: { url: "https://127.0.0.1/" } }))).toEqual(["settings.url"]);
    expect((await edit(made["id"], {})).status).toBe(400);
    expect((await edit(made["id"], { platform: "feed" })).status).toBe(400);
    expect((await edit("nobody", { name: "x" })).body["code"]).toBe("channel_not_found");
  });

  it("is its platform's default until another one becomes it, of however many at once", async () => {
    const made = await Promise.all(
      Array.from({ length: 6 }, (_, at) => make(webhook({ name: `W${at}`, is_default: true }))),
    );
    expect(made.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201));
    const defaults = await db().channel.findMany({ where: { platform: "webhook", isDefault: true } });
    expect(defaults).toHaveLength(1);
    const other = made.find(({ body }) => body["id"] !== defaults[0]?.id);
    expect((await edit(other?.body["id"], { is_default: true })).body["is_default"]).toBe(true);
    expect((await read(defaults[0]?.id)).body).toMatchObject({ is_default: false, revision: expect.any(Number) });
    expect(await db().channel.count({ where: { platform: "feed", isDefault: true } })).toBe(1);
  });

  it("is found in the list by platform and status, page by page", async () => {
    const list = (query: Record<string, string>) => call("GET", "/api/v1/channels", { key: reviewer, query });
    const feeds = await list({ platform: "feed" });
    expect((feeds.body["items"] as { name: string }[]).map(({ name }) => name)).toEqual(["Our feed"]);
    const all = await list({ limit: "100", status: "active" });
    const first = await list({ limit: "3" });
    const second = await list({ limit: "3", cursor: String(first.body["next_cursor"]) });
    const ids = [first, second].flatMap(({ body }) => (body["items"] as { id: string }[]).map(({ id }) => id));
    expect(ids).toEqual((all.body["items"] as { id: string }[]).slice(0, 6).map(({ id }) => id));
    expect((await list({ status: "gone" })).status).toBe(400);
  });

  it("that the receiver switched off is connected again by a new address, and its circuit closes", async () => {
    const { body: made } = await make(webhook());
    const id = String(made["id"]);
    await db().channel.update({ where: { id }, data: { breakerFailures: 6, breakerOpenUntil: new Date() } });
    const gone = { id, reason: "The receiver answered 410." };
    expect(await perform(disableChannel, gone, inside)).toEqual({ disabled: true });
    expect(await perform(disableChannel, gone, inside)).toEqual({ disabled: false });
    expect(await db().outboxEvent.count({ where: { subject: `channel:${id}`, type: "channel.disabled" } })).toBe(1);
    expect((await read(id)).body).toMatchObject({ status: "disabled", is_active: false, health: "broken" });
    expect((await edit(id, { name: "Same" })).body).toMatchObject({ status: "disabled" });
    const mended = await edit(id, { settings: { url: `${URL}/new` } });
    expect(mended.body).toMatchObject({ status: "active", status_reason: null, health: "good", breaker: null });
  });

  it("rests while it is paused", async () => {
    const { body: made } = await make(webhook());
    const move = (verb: "pause" | "resume", body: object = {}) =>
      call("POST", `/api/v1/channels/{id}/${verb}`, { key: manager, ...params(made["id"]), body });
    expect((await move("resume")).body["code"]).toBe("invalid_state_transition");
    const pauses = await Promise.all(Array.from({ length: 5 }, () => move("pause", { reason: "Until the premiere" })));
    expect(pauses.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
    expect((await read(made["id"])).body).toMatchObject({
      status: "paused",
      status_reason: "Until the premiere",
      health: "resting",
      revision: 1,
    });
    expect((await move("resume")).body).toMatchObject({ status: "active", status_reason: null, revision: 2 });
  });
});
