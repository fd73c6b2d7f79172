import { describe, expect, it, vi } from "vitest";
import { db } from "@/lib/infra/db";
import { call } from "@/lib/testing/call";
import { rehearsing } from "@/lib/testing/rehearsing";
import { outcomeOf, type SendEnding } from "./outcomes";

vi.setConfig({ testTimeout: 90_000 });
const desk = await rehearsing();

const reason = "Because.";
const by = (settles: "by-key" | "by-search") => ({
  settles,
  landsWithinMs: 1000,
  retryCount: 0,
  maxRetries: 5,
  number: 2,
  random: () => 0.5,
});

describe("what one try comes to", () => {
  const endings: readonly SendEnding[] = [
    { kind: "sent", remoteId: "1" },
    { kind: "live", remoteId: "1", url: null },
    { kind: "later", seconds: 3, reason },
    { kind: "refused", reason },
    { kind: "reconnect", reason },
    { kind: "gone", reason },
    { kind: "unknown", reason },
  ];

  it.each(["by-key", "by-search"] as const)("%s: only what is proven not sent is due again", (settles) => {
    const due = endings.filter((ending) => outcomeOf(ending, by(settles)).status === "scheduled");
    expect(due.map(({ kind }) => kind)).toEqual(["later"]);
  });

  it("while a try before it may have posted, nothing but a confirmation ends it", () => {
    const outcomes = endings.map((ending) => outcomeOf(ending, { ...by("by-key"), unsettled: true }));
    expect(outcomes.map(({ status }) => status)).toEqual([
      "publishing",
      "published",
      "publishing",
      "unconfirmed",
      "unconfirmed",
      "unconfirmed",
      "publishing",
    ]);
    expect(outcomes[2]?.repeatInMs).toBeGreaterThanOrEqual(3000);
    expect(outcomes[4]?.channel.expire).toBe(true);
  });
});

describe.concurrent("the same request sent again, after an answer that got lost", () => {
  it("and refused then, is not told as failed: the first may have posted", async () => {
    const [video, { id: channel, account }] = [await desk.video(), await desk.rehearsal("key")];
    desk.stage.fault({ account, fault: "lost-502", times: 1 });
    desk.stage.fault({ account, fault: "answer", status: 422, times: 1, after: 1 });
    const { id } = await desk.assign({
      video_id: video,
      channel_ids: [channel],
      scheduled_at: new Date().toISOString(),
    });
    expect(await desk.until(id, "unconfirmed")).toMatchObject({ cause: "no_answer" });
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
    await call("POST", "/api/v1/assignments/{id}/reconcile", {
      key: desk.key,
      params: { id },
      body: { verdict: "absent" },
    });
    await desk.until(id, "published");
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
  });

  it("is left to a person where its channel takes nothing any more, and the channel can be removed then", async () => {
    const [video, { id: channel, account }] = [await desk.video(), await desk.rehearsal("key")];
    desk.stage.fault({ account, fault: "lost-502" });
    const { id } = await desk.assign({
      video_id: video,
      channel_ids: [channel],
      scheduled_at: new Date().toISOString(),
    });
    await vi.waitFor(
      async () => expect(await db().attempt.count({ where: { assignmentId: id, state: "unknown" } })).toBe(1),
      { timeout: 60_000 },
    );
    await db().channel.update({ where: { id: channel }, data: { status: "needs_reconnecting" } });
    expect(await desk.until(id, "unconfirmed")).toMatchObject({ cause: "no_answer" });
    const settings = { url: desk.stage.url, account: "another" };
    const edit = { key: desk.key, params: { id: channel }, body: { settings } };
    expect(await call("PATCH", "/api/v1/channels/{id}", edit)).toMatchObject({
      status: 409,
      body: { code: "channel_busy" },
    });
    expect(await call("DELETE", "/api/v1/channels/{id}", { key: desk.key, params: { id: channel } })).toMatchObject({
      status: 200,
    });
  });
});
