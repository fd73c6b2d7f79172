import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "@/lib/core/time";
import { NO_JSON, closeDb, db } from "@/lib/infra/db";
import { closeQueue } from "@/lib/infra/queue";
import { aChannelOf, aFilm, anAssignment, assign, madeIn, rowOf, toldOfAssignment } from "@/lib/testing/assigning";
import { call, keyOfRole } from "@/lib/testing/call";

let key = "";
let stage = "";
beforeAll(async () => {
  key = await keyOfRole("manager");
  stage = await aChannelOf("rehearsal-key");
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});

const edit = (id: string, body: object, headers = {}) =>
  call("PATCH", "/api/v1/assignments/{id}", { key, params: { id }, body, headers });
const cancel = (id: string, headers = {}) =>
  call("DELETE", "/api/v1/assignments/{id}", { key, params: { id }, headers });
const inMs = (ms: number) => new Date(Date.now() + ms);

/** As one that was frozen and prepared and then waits for its time. */
const prepared = {
  status: "scheduled",
  scheduledAt: inMs(HOUR),
  dueAt: inMs(HOUR),
  frozen: { caption: "as it was" },
  frozenAt: new Date(),
  preparedAt: new Date(),
  prepareDueAt: null,
  bookmark: { session: "s-1" },
  leaseUntil: inMs(MINUTE),
  worker: "w-1",
} as const;

describe("an edit", () => {
  it("an edit reaches what is frozen: the edition moves on", async () => {
    // postiz#1213: what was edited after it had been taken up went out as it was before.
    const id = await anAssignment(key, stage, prepared);
    const before = await rowOf(id);
    const edited = await edit(id, { caption: "In full length.", settings: { audience: "followers" } });
    expect(edited.body).toMatchObject({
      caption: "In full length.",
      effective_settings: { audience: "followers" },
      status: "scheduled",
      revision: before.revision + 1,
    });
    expect(await rowOf(id)).toMatchObject({
      edition: before.edition + 1,
      fence: before.fence + 1,
      frozen: null,
      frozenAt: null,
      preparedAt: null,
      leaseUntil: null,
      worker: null,
      bookmark: {},
      scheduledAt: before.scheduledAt,
      dueAt: before.scheduledAt,
    });
  });

  it("of the patience with being late leaves what was prepared", async () => {
    const id = await anAssignment(key, stage, prepared);
    const { body } = await edit(id, { late_policy: { action: "miss", after_minutes: 10 } });
    expect(body["late_policy"]).toEqual({ action: "miss", after_minutes: 10 });
    expect(await rowOf(id)).toMatchObject({ edition: 0, fence: 0, bookmark: { session: "s-1" }, worker: "w-1" });
  });

  it("is refused where its words or settings do not fit the platform, or say nothing", async () => {
    const id = await anAssignment(key, stage);
    const long = await edit(id, { caption: "x".repeat(501) });
    expect([long.status, long.body["code"], long.body["detail"]]).toEqual([
      422,
      "preflight_failed",
      "The caption has 501 characters; Rehearsal (key) takes 500.",
    ]);
    expect(Object.keys((await edit(id, { settings: { audience: "?" } })).body["fields"] ?? {})).toEqual([
      "settings.audience",
    ]);
    expect((await edit(id, {})).status).toBe(400);
    expect((await edit(id, { late_policy: { action: "next_slot" } })).status).toBe(400);
    expect((await edit("nobody", { caption: "x" })).status).toBe(404);
    expect((await rowOf(id)).revision).toBe(0);
  });

  it("by somebody who has not seen the last one changes nothing", async () => {
    const id = await anAssignment(key, stage);
    expect((await edit(id, { caption: "One" }, { "if-match": '"0"' })).headers.get("etag")).toBe('"1"');
    expect((await edit(id, { caption: "Two" }, { "if-match": '"0"' })).status).toBe(412);
    expect((await cancel(id, { "if-match": '"0"' })).status).toBe(412);
    expect(await rowOf(id)).toMatchObject({ caption: "One", status: "assigned" });
  });
});

describe("a move", () => {
  it("a moved one is due at its new time only", async () => {
    const id = await anAssignment(key, stage, prepared);
    for (const hours of [5, 2]) {
      const at = inMs(hours * HOUR);
      expect((await edit(id, { scheduled_at: at.toISOString() })).body).toMatchObject({ status: "scheduled" });
      expect(await rowOf(id)).toMatchObject({
        scheduledAt: at,
        dueAt: at,
        prepareDueAt: new Date(at.getTime() - 15 * MINUTE),
      });
    }
    expect((await rowOf(id)).edition).toBe(2);
    expect(await toldOfAssignment(id)).toEqual(["assignment.created", "assignment.scheduled", "assignment.scheduled"]);
  });

  it("a valid new time is accepted although the old one is past", async () => {
    // mixpost#200: what had missed its time could not be given another one.
    const past = inMs(-3 * HOUR);
    const late = await anAssignment(key, stage, { ...prepared, scheduledAt: past, dueAt: past });
    const missed = await anAssignment(key, stage, {
      ...prepared,
      status: "failed",
      cause: "missed",
      errorMessage: "It was missed.",
      retryCount: 5,
      scheduledAt: past,
      dueAt: null,
    });
    for (const id of [late, missed]) {
      const at = inMs(HOUR).toISOString();
      expect((await edit(id, { scheduled_at: at })).body).toMatchObject({
        status: "scheduled",
        scheduled_at: at,
        cause: null,
        error_message: null,
        retry_count: 0,
        standing: { late_seconds: 0 },
      });
    }
    expect((await edit(late, { scheduled_at: past.toISOString() })).status, "into the past").toBe(400);
  });

  it("takes the time away, and it waits", async () => {
    const id = await anAssignment(key, stage, prepared);
    expect((await edit(id, { scheduled_at: null })).body).toMatchObject({ status: "assigned", scheduled_at: null });
    expect(await rowOf(id)).toMatchObject({ dueAt: null, prepareDueAt: null });
    const failed = await anAssignment(key, stage, { status: "failed" });
    expect((await edit(failed, { scheduled_at: null })).body["code"]).toBe("invalid_state_transition");
  });

  it("of one that failed after the platform had taken it is refused: a time alone does not post it twice", async () => {
    const id = await anAssignment(key, stage, { status: "failed", cause: "processing_failed" });
    const moved = await edit(id, { scheduled_at: inMs(HOUR).toISOString() });
    expect([moved.status, moved.body["code"]]).toEqual([409, "needs_force"]);
  });

  it("of one whose place was taken meanwhile is refused", async () => {
    const video = await aFilm();
    const [first] = madeIn(await assign(key, { video_id: video, channel_ids: [stage] }));
    await db().assignment.update({ where: { id: first?.id ?? "" }, data: { status: "failed", cause: "gave_up" } });
    await assign(key, { video_id: video, channel_ids: [stage] });
    const moved = await edit(first?.id ?? "", { scheduled_at: inMs(HOUR).toISOString() });
    expect([moved.status, moved.body["code"]]).toEqual([409, "already_assigned"]);
  });
});

describe("what was taken up, or has ended", () => {
  it.each(["publishing", "published", "unconfirmed", "cancelled"] as const)(
    "is neither moved nor cancelled: it is %s",
    async (status) => {
      const id = await anAssignment(key, stage, { ...prepared, status, frozen: NO_JSON });
      for (const answer of [
        await edit(id, { scheduled_at: inMs(HOUR).toISOString() }),
        await edit(id, { caption: "Too late" }),
        await cancel(id),
      ]) {
        expect([answer.status, answer.body["code"]]).toEqual([409, "invalid_state_transition"]);
      }
      expect(await rowOf(id)).toMatchObject({ status, caption: null, fence: 0, revision: 0 });
    },
  );
});

describe("a cancelled one", () => {
  it.each(["assigned", "scheduled", "failed"] as const)(
    "was %s, stays on record and leaves its place",
    async (status) => {
      const id = await anAssignment(key, stage, { ...prepared, status });
      const { body } = await cancel(id);
      expect(body).toMatchObject({ status: "cancelled", standing: { phase: "ended", actions: [] } });
      expect(await rowOf(id)).toMatchObject({ fence: 1, dueAt: null, prepareDueAt: null, leaseUntil: null });
      expect((await toldOfAssignment(id)).at(-1)).toBe("assignment.cancelled");
      const { videoId } = await rowOf(id);
      expect((await assign(key, { video_id: videoId, channel_ids: [stage] })).status).toBe(201);
    },
  );
});

describe("the list", () => {
  it("is narrowed by video, channel, status, cause and time, and goes on page by page", async () => {
    const channel = await aChannelOf("rehearsal-key");
    const [soon, later, failed] = [
      await anAssignment(key, channel, prepared),
      await anAssignment(key, channel, { ...prepared, scheduledAt: inMs(48 * HOUR) }),
      await anAssignment(key, channel, { status: "failed", cause: "refused" }),
    ];
    const list = async (query: Record<string, string>) => {
      const { body } = await call("GET", "/api/v1/assignments", { key, query });
      return { ids: (body["items"] as { id: string }[]).map(({ id }) => id), next: body["next_cursor"] };
    };
    expect((await list({ channel_id: channel })).ids).toEqual([failed, later, soon]);
    expect((await list({ channel_id: channel, status: "failed", cause: "refused" })).ids).toEqual([failed]);
    expect((await list({ video_id: (await rowOf(soon)).videoId })).ids).toEqual([soon]);
    const [from, to] = [inMs(HOUR / 2).toISOString(), inMs(2 * HOUR).toISOString()];
    expect((await list({ channel_id: channel, from, to })).ids).toEqual([soon]);
    expect((await list({ channel_id: "nobody" })).ids).toEqual([]);
    const first = await list({ channel_id: channel, limit: "2" });
    const rest = await list({ channel_id: channel, limit: "2", cursor: String(first.next) });
    expect([first.ids, rest]).toEqual([[failed, later], { ids: [soon], next: null }]);
  });
});
