import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "@/lib/core/time";
import { closeDb, db } from "@/lib/infra/db";
import { closeQueue } from "@/lib/infra/queue";
import { aChannelOf, aFilm, assign, madeIn, rowOf, toldOfAssignment } from "@/lib/testing/assigning";
import { call, keyOfRole } from "@/lib/testing/call";

let key = "";
let feed = "";
let stage = "";
beforeAll(async () => {
  key = await keyOfRole("manager");
  feed = await aChannelOf("feed", { name: "Our feed" });
  stage = await aChannelOf("rehearsal-key", {
    name: "Rehearsal",
    defaultCaption: "Watch it now.",
    defaultSettings: { audience: "everybody" },
  });
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});

const inAnHour = () => new Date(Date.now() + HOUR).toISOString();
const fieldsOf = ({ body }: { body: Record<string, unknown> }) => Object.keys(body["fields"] ?? {});
const decisionsIn = ({ body }: { body: Record<string, unknown> }) => body["decisions"] as Record<string, unknown>[];

describe("assigning a video", () => {
  it("without a time waits for one, and with a time is scheduled and told", async () => {
    const video = await aFilm();
    const waiting = await assign(key, { video_id: video, channel_ids: [feed] });
    expect(waiting.status).toBe(201);
    const [first] = madeIn(waiting);
    expect(first).toMatchObject({
      video_id: video,
      channel_id: feed,
      status: "assigned",
      scheduled_at: null,
      distribution_method: "manual",
      retry_count: 0,
      late_policy: { action: "publish", after_minutes: 60 },
      forced: false,
      standing: { phase: "waiting", actions: ["edit", "cancel", "publish"] },
    });
    expect(decisionsIn(waiting)).toMatchObject([{ outcome: "assigned", code: null, assignment_id: first?.id }]);
    expect(await toldOfAssignment(first?.id ?? "")).toEqual(["assignment.created"]);

    const at = inAnHour();
    const [second] = madeIn(await assign(key, { video_id: video, channel_ids: [stage], scheduled_at: at }));
    expect(second).toMatchObject({ status: "scheduled", scheduled_at: at });
    const row = await rowOf(second?.id ?? "");
    expect([row.dueAt?.toISOString(), row.prepareDueAt?.getTime()]).toEqual([at, Date.parse(at) - 15 * MINUTE]);
    expect(await toldOfAssignment(row.id)).toEqual(["assignment.created", "assignment.scheduled"]);
    const acts = await db().auditEntry.findMany({ where: { subject: `assignment:${row.id}` } });
    expect(acts.map(({ operation }) => operation)).toEqual(["assignments.create"]);
  });

  it("takes for each channel its own words over the shared ones, and inherits what nobody said", async () => {
    const made = await assign(key, {
      video_id: await aFilm(),
      channel_ids: [feed, stage],
      caption: "Out now.",
      per_channel: { [stage]: { caption: null, scheduled_at: inAnHour(), settings: { audience: "followers" } } },
      late_policy: { action: "miss" },
    });
    const on = (id: string) => madeIn(made).find(({ channel_id: channel }) => channel === id);
    expect(on(feed)).toMatchObject({ status: "assigned", caption: "Out now.", effective_caption: "Out now." });
    expect(on(stage)).toMatchObject({
      status: "scheduled",
      caption: null,
      effective_caption: "Watch it now.",
      settings: { audience: "followers" },
      late_policy: { action: "miss", after_minutes: 5 },
    });
    const [plain] = madeIn(await assign(key, { video_id: await aFilm(), channel_ids: [stage] }));
    expect(plain).toMatchObject({ settings: {}, effective_settings: { audience: "everybody" } });
  });

  it("takes a time that passed within the last minute for now", async () => {
    const scheduled_at = new Date(Date.now() - 30_000).toISOString();
    const before = Date.now();
    const [made] = madeIn(await assign(key, { video_id: await aFilm(), channel_ids: [feed], scheduled_at }));
    expect(Date.parse(String(made?.["scheduled_at"]))).toBeGreaterThanOrEqual(before);
  });

  it("is refused for what is no time, no setting and no policy, and told which field", async () => {
    const video = await aFilm();
    const refused = async (more: object) => {
      const answer = await assign(key, { video_id: video, channel_ids: [feed, stage], ...more });
      expect(answer.status).toBe(400);
      return fieldsOf(answer);
    };
    const past = new Date(Date.now() - 2 * MINUTE).toISOString();
    expect(await refused({ scheduled_at: past })).toEqual(["scheduled_at"]);
    expect(await refused({ scheduled_at: new Date(Date.now() + 9000 * HOUR).toISOString() })).toEqual(["scheduled_at"]);
    expect(await refused({ per_channel: { [feed]: { scheduled_at: past } } })).toEqual([
      `per_channel.${feed}.scheduled_at`,
    ]);
    expect(await refused({ per_channel: { nobody: {} } })).toEqual(["per_channel.nobody"]);
    expect(await refused({ per_channel: { [stage]: { settings: { audience: "nobody" } } } })).toEqual([
      `per_channel.${stage}.settings.audience`,
    ]);
    expect(await refused({ settings: { audience: "followers" } }), "a feed has no audience").toEqual([
      "settings.audience",
    ]);
    expect(await refused({ late_policy: { action: "next_slot" } })).toEqual(["late_policy.action"]);
    expect(await refused({ force: true })).toEqual(["reason"]);
    expect(await refused({ colour: "red" })).toEqual(["colour"]);
    expect(await db().assignment.count({ where: { videoId: video } })).toBe(0);
  });

  it("knows no video and no channel that is not there, or was removed", async () => {
    const video = await aFilm();
    const gone = await aChannelOf("feed", { removedAt: new Date() });
    const codeOf = async (body: object) => (await assign(key, body)).body["code"];
    expect(await codeOf({ video_id: "vid_0", channel_ids: [feed] })).toBe("video_not_found");
    for (const id of [gone, "nobody", randomUUID()]) {
      const { status, body } = await assign(key, { video_id: video, channel_ids: [feed, id] });
      expect([status, body["code"], body["id"]]).toEqual([404, "channel_not_found", id]);
    }
  });

  it("is for those who assign; a reviewer sees and changes nothing", async () => {
    const reviewer = await keyOfRole("reviewer");
    const video = await aFilm();
    const [made] = madeIn(await assign(key, { video_id: video, channel_ids: [feed] }));
    const params = { id: made?.id ?? "" };
    expect((await assign(reviewer, { video_id: video, channel_ids: [stage] })).status).toBe(403);
    expect((await call("GET", "/api/v1/assignments/{id}", { key: reviewer, params })).status).toBe(200);
    expect((await call("GET", "/api/v1/assignments", { key: reviewer })).status).toBe(200);
    const body = { caption: "x" };
    expect((await call("PATCH", "/api/v1/assignments/{id}", { key: reviewer, params, body })).status).toBe(403);
    expect((await call("DELETE", "/api/v1/assignments/{id}", { key: reviewer, params })).status).toBe(403);
    expect((await call("POST", "/api/v1/assignments/{id}/retry", { key: reviewer, params })).status).toBe(403);
  });

  it("that is asked for twice under one name happens once, and is told again as it was", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const paused = await aChannelOf("feed", { status: "paused" });
    const body = { video_id: await aFilm(), channel_ids: [feed, paused], force: true, reason: "It resumes tonight." };
    const [first, again] = [await assign(key, body, headers), await assign(key, body, headers)];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(madeIn(again)).toEqual(madeIn(first));
    const outcomes = (answer: typeof first) =>
      new Map(decisionsIn(answer).map((decision) => [decision["channel_id"], [decision["outcome"], decision["code"]]]));
    expect(outcomes(again)).toEqual(outcomes(first));
    expect(outcomes(first).get(paused)).toEqual(["forced", "channel_inactive"]);
  });

  it("only rehearsed decides and changes nothing, also under a name", async () => {
    const video = await aFilm();
    const body = { video_id: video, channel_ids: [feed, stage], dry_run: true };
    const headers = { "idempotency-key": randomUUID() };
    for (const answer of [await assign(key, body, headers), await assign(key, body, headers)]) {
      expect([answer.status, answer.body["assignments"]]).toEqual([200, []]);
      expect(decisionsIn(answer).map(({ outcome }) => outcome)).toEqual(["assigned", "assigned"]);
    }
    expect(await db().assignment.count({ where: { videoId: video } })).toBe(0);
  });
});
