import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR } from "@/lib/core/time";
import { closeDb, db, type Prisma } from "@/lib/infra/db";
import { closeQueue } from "@/lib/infra/queue";
import { aChannelOf, aFilm, anAssignment, assign, madeIn, rowOf, toldOfAssignment } from "@/lib/testing/assigning";
import { call, keyOfRole } from "@/lib/testing/call";

let key = "";
let stage = "";
beforeAll(async () => {
  key = await keyOfRole("manager");
  stage = await aChannelOf("rehearsal-handle");
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});

const retry = (id: string, body: object = {}, headers = {}) =>
  call("POST", "/api/v1/assignments/{id}/retry", { key, params: { id }, body, headers });
const retryAll = (body: object, headers = {}) =>
  call("POST", "/api/v1/assignments/retry-by-cause", { key, body, headers });

/** As one that was prepared and sent in vain. */
const failed = (cause: string, more: Prisma.AssignmentUncheckedUpdateInput = {}) => ({
  status: "failed" as const,
  cause,
  errorMessage: "The platform said no.",
  scheduledAt: new Date(Date.now() - HOUR),
  dueAt: null,
  frozen: { caption: "as it was" },
  frozenAt: new Date(),
  preparedAt: new Date(),
  bookmark: { upload: "u-1" },
  ...more,
});

describe("a retry", () => {
  it("goes out at once, with the words and handles of before", async () => {
    const id = await anAssignment(key, stage, failed("gave_up"));
    const headers = { "idempotency-key": randomUUID() };
    const before = Date.now();
    const { body } = await retry(id, {}, headers);
    expect(body).toMatchObject({ status: "scheduled", retry_count: 1, cause: null, error_message: null });
    const row = await rowOf(id);
    expect(row).toMatchObject({
      edition: 0,
      fence: 1,
      frozen: { caption: "as it was" },
      bookmark: { upload: "u-1" },
      preparedAt: null,
    });
    for (const moment of [row.scheduledAt, row.dueAt, row.prepareDueAt])
      expect(moment?.getTime()).toBeGreaterThanOrEqual(before);
    expect((await toldOfAssignment(id)).at(-1)).toBe("assignment.scheduled");
    expect((await retry(id, {}, headers)).body, "the same request again").toMatchObject({ retry_count: 1 });
    expect((await retry(id)).body["code"], "another one").toBe("invalid_state_transition");
  });

  it("retry of one channel leaves the others alone", async () => {
    // mixpost#205: a retry posted to every account of the post again.
    const other = await aChannelOf("rehearsal-handle");
    const [one, two] = madeIn(await assign(key, { video_id: await aFilm(), channel_ids: [stage, other] }));
    for (const made of [one, two])
      await db().assignment.update({ where: { id: made?.id ?? "" }, data: failed("refused") });
    const untouched = await rowOf(two?.id ?? "");
    expect((await retry(one?.id ?? "")).body["status"]).toBe("scheduled");
    expect(await rowOf(two?.id ?? "")).toEqual(untouched);
  });

  it("by ten at once happens once", async () => {
    const id = await anAssignment(key, stage, failed("gave_up"));
    const answers = await Promise.all(Array.from({ length: 10 }, () => retry(id)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
    expect(await rowOf(id)).toMatchObject({ retryCount: 1, fence: 1 });
  });

  it("ends where its number is spent", async () => {
    const id = await anAssignment(key, stage, failed("gave_up", { retryCount: 5 }));
    const refused = await retry(id, { force: true, reason: "Please." });
    expect([refused.status, refused.body["code"]]).toEqual([409, "retries_spent"]);
    const { body } = await call("GET", "/api/v1/assignments/{id}", { key, params: { id } });
    expect(body).toMatchObject({ standing: { actions: ["edit", "cancel"] } });
  });

  it.each(["assigned", "scheduled", "publishing", "published", "unconfirmed", "cancelled"] as const)(
    "is for what has failed, not for what is %s",
    async (status) => {
      const id = await anAssignment(key, stage, { status });
      expect((await retry(id)).body["code"]).toBe("invalid_state_transition");
    },
  );

  it("of what the platform had taken wants force and a reason, and is another post", async () => {
    const taken = failed("processing_failed", { remoteId: "r-1", watchDueAt: new Date() });
    const id = await anAssignment(key, stage, taken);
    expect((await retry(id)).body["code"]).toBe("needs_force");
    expect(Object.keys((await retry(id, { force: true })).body["fields"] ?? {})).toEqual(["reason"]);
    const { body } = await retry(id, { force: true, reason: "It was deleted there by hand." });
    expect(body).toMatchObject({
      status: "scheduled",
      forced: true,
      assignment_reason: {
        forced: { by: "test manager", reason: "It was deleted there by hand.", against: ["processing_failed"] },
      },
    });
    expect(await rowOf(id)).toMatchObject({ edition: 1, frozen: null, bookmark: {}, remoteId: null, watchDueAt: null });
  });

  it("of one whose place was taken meanwhile is refused", async () => {
    const video = await aFilm();
    const [first] = madeIn(await assign(key, { video_id: video, channel_ids: [stage] }));
    await db().assignment.update({ where: { id: first?.id ?? "" }, data: failed("gave_up") });
    const [second] = madeIn(await assign(key, { video_id: video, channel_ids: [stage] }));
    const refused = await retry(first?.id ?? "");
    expect([refused.status, refused.body["code"], refused.body["assignment_id"]]).toEqual([
      409,
      "already_assigned",
      second?.id,
    ]);
  });

  it("on a channel that was removed is told", async () => {
    const gone = await aChannelOf("rehearsal-handle");
    const id = await anAssignment(key, gone, failed("gave_up"));
    await db().channel.update({ where: { id: gone }, data: { removedAt: new Date() } });
    expect((await retry(id)).body["code"]).toBe("channel_not_found");
    const { body } = await call("GET", "/api/v1/assignments/{id}", { key, params: { id } });
    expect(body).toMatchObject({ standing: { actions: ["cancel"] } });
  });
});

describe("retrying by cause", () => {
  it("takes all of one channel and cause, and counts those that it may not", async () => {
    const channel = await aChannelOf("rehearsal-handle");
    const open = [
      await anAssignment(key, channel, failed("sign_in_expired")),
      await anAssignment(key, channel, failed("sign_in_expired")),
    ];
    const spent = await anAssignment(key, channel, failed("sign_in_expired", { retryCount: 5 }));
    const otherCause = await anAssignment(key, channel, failed("refused"));
    const elsewhere = await anAssignment(key, stage, failed("sign_in_expired"));
    const headers = { "idempotency-key": randomUUID() };
    for (const answer of [
      await retryAll({ channel_id: channel, cause: "sign_in_expired" }, headers),
      await retryAll({ channel_id: channel, cause: "sign_in_expired" }, headers),
    ]) {
      expect(answer.body).toEqual({ retried: 2, refused: 1 });
    }
    for (const id of open) {
      expect(await rowOf(id)).toMatchObject({ status: "scheduled", retryCount: 1 });
      const acts = await db().auditEntry.findMany({ where: { subject: `assignment:${id}`, outcome: "done" } });
      expect(acts.map(({ operation }) => operation)).toContain("assignments.retry");
    }
    for (const id of [spent, otherCause, elsewhere]) expect(await rowOf(id)).toMatchObject({ status: "failed" });
  });

  it("never posts anew what the platform had taken", async () => {
    const channel = await aChannelOf("rehearsal-handle");
    const id = await anAssignment(key, channel, failed("processing_failed"));
    const { body } = await retryAll({ channel_id: channel, cause: "processing_failed" });
    expect(body).toEqual({ retried: 0, refused: 1 });
    expect((await rowOf(id)).status).toBe("failed");
  });

  it("takes one video once, although it failed there twice", async () => {
    const channel = await aChannelOf("rehearsal-handle");
    const video = await aFilm();
    for (let at = 0; at < 2; at += 1) {
      const [made] = madeIn(await assign(key, { video_id: video, channel_ids: [channel] }));
      await db().assignment.update({ where: { id: made?.id ?? "" }, data: failed("gave_up") });
    }
    expect((await retryAll({ channel_id: channel, cause: "gave_up" })).body).toEqual({ retried: 1, refused: 1 });
  });

  it("knows the channels and causes that there are", async () => {
    expect((await retryAll({ channel_id: randomUUID(), cause: "gave_up" })).status).toBe(404);
    expect((await retryAll({ channel_id: stage, cause: "bad luck" })).status).toBe(400);
  });
});
