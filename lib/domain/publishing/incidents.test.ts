import { describe, expect, it, vi } from "vitest";
import { call } from "@/lib/testing/call";
import { rehearsing } from "@/lib/testing/rehearsing";
import { eventually } from "@/lib/testing/worker";
import { insideCaller } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { keepBookmark } from "./operations/keep-bookmark";
import { noteWatch } from "./operations/note-watch";

/*
 * What went wrong in public elsewhere, each as a story that must not happen here. The names are those of the
 * reports: a repository and its issue.
 */
// Each waits for leases, landings and looks that are short and not nothing.
vi.setConfig({ testTimeout: 90_000 });
const desk = await rehearsing();

const at = (ms: number) => new Date(Date.now() + ms).toISOString();
const worker = insideCaller("worker", "test");

async function assigned(way: Parameters<typeof desk.rehearsal>[0], ms = 0) {
  const [video, channel] = [await desk.video(), await desk.rehearsal(way)];
  const made = await desk.assign({ video_id: video, channel_ids: [channel.id], scheduled_at: at(ms) });
  return { ...made, video, channel: channel.id, account: channel.account };
}

const act = (method: "POST" | "PATCH" | "DELETE", address: string, id: string, body?: object) =>
  call(method, address as "/api/v1/assignments/{id}", {
    key: desk.key,
    params: { id },
    ...(body && { body }),
  });

/** Everything that is due now has been looked at: what is due later than these has had its chance. */
async function othersWentOut(): Promise<void> {
  const { id } = await assigned("key");
  await desk.until(id, "published");
}

describe.concurrent("a post repeated", () => {
  it("after a timeout (postiz-app#1172: the same message five times)", async () => {
    const { account, ...made } = await assigned("search", 1500);
    desk.stage.fault({ account, fault: "lost-hang", times: 1 });
    await desk.until(made.id, "published");
    expect(desk.stage.postsUnder(made.id)).toHaveLength(1);
  });

  it("after a later error (postiz-app#1321: whatever failed afterwards ran the publishing again)", async () => {
    const { id, channel, account } = await assigned("handle", 1500);
    desk.stage.fault({ account, fault: "processing", ms: 2000, times: 1 });
    const row = await eventually(async () => db().assignment.findFirst({ where: { id, remoteId: { not: null } } }));
    const ending = { kind: "later", seconds: 1, reason: "The notification could not be sent." };
    const watched = { id, channel_id: channel, fence: row.fence, number: 1, ending };
    for (let times = 0; times < 5; times += 1) await perform(noteWatch, watched, worker);
    await desk.until(id, "published");
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
  });

  it("by a person who was told that it had failed (postiz-app#1681)", async () => {
    const { id, account } = await assigned("search", 1500);
    desk.stage.fault({ account, fault: "late", ms: 1200, times: 1 });
    await desk.until(id, "unconfirmed");
    expect(await act("POST", "/api/v1/assignments/{id}/retry", id, {})).toMatchObject({ status: 409 });
    expect(await act("POST", "/api/v1/assignments/{id}/publish", id, {})).toMatchObject({ status: 409 });
    await desk.until(id, "published");
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
  });

  it("by two schedulers that share a clock with nobody (two who claim the same row)", async () => {
    const others = await import("@/lib/workers/dispatcher/dispatcher");
    const second = others.dispatch();
    const made = await Promise.all(Array.from({ length: 6 }, () => assigned("search")));
    for (const { id } of made) await desk.until(id, "published");
    await second.stop();
    for (const { id } of made) expect(desk.stage.postsUnder(id)).toHaveLength(1);
  });

  it("on the channels where it had worked, by a retry of the one where it had not (mixpost#205)", async () => {
    const video = await desk.video();
    const [fine, broken] = [await desk.rehearsal("search"), await desk.rehearsal("search")];
    desk.stage.fault({ account: broken.account, fault: "answer", status: 422, times: 1 });
    const made = await call("POST", "/api/v1/assignments", {
      key: desk.key,
      body: { video_id: video, channel_ids: [fine.id, broken.id], scheduled_at: at(0) },
    });
    const [first, second] = made.body["assignments"] as [{ id: string }, { id: string }];
    await desk.until(first.id, "published");
    await desk.until(second.id, "failed");
    expect(await act("POST", "/api/v1/assignments/{id}/retry", second.id, {})).toMatchObject({ status: 200 });
    await desk.until(second.id, "published");
    expect([first, second].map(({ id }) => desk.stage.postsUnder(id).length)).toEqual([1, 1]);
  });
});

describe.concurrent("a schedule that did not hear of it (postiz-app#1213)", () => {
  it("a moved one does not go out at its old time", async () => {
    const { id } = await assigned("key", 2500);
    expect(await act("PATCH", "/api/v1/assignments/{id}", id, { scheduled_at: at(3_600_000) })).toMatchObject({
      status: 200,
    });
    await eventually(() => pastOldTime(id));
    expect(desk.stage.postsUnder(id)).toHaveLength(0);
  });

  it("a cancelled one, and one whose channel was removed, does not go out at all", async () => {
    const [cancelled, orphan] = [await assigned("key", 4000), await assigned("key", 4000)];
    expect(await act("DELETE", "/api/v1/assignments/{id}", cancelled.id)).toMatchObject({ status: 200 });
    await call("DELETE", "/api/v1/channels/{id}", { key: desk.key, params: { id: orphan.channel } });
    await eventually(() => pastOldTime(cancelled.id));
    await othersWentOut();
    for (const { id } of [cancelled, orphan]) {
      expect(await desk.find(id)).toMatchObject({ status: "cancelled" });
      expect(desk.stage.postsUnder(id)).toHaveLength(0);
    }
  });

  it("an edit reaches what is sent, however late it comes", async () => {
    const { id } = await assigned("key", 8000);
    await eventually(async () => (await db().assignment.findUnique({ where: { id } }))?.preparedAt != null);
    await act("PATCH", "/api/v1/assignments/{id}", id, { caption: "The second thought." });
    await desk.until(id, "published");
    expect(desk.stage.postsUnder(id)).toMatchObject([{ fields: { caption: "The second thought." } }]);
  });

  it("a handle that comes late belongs to the edition before, and is not kept (a key stored late)", async () => {
    const { id } = await assigned("handle", 3_600_000);
    const { fence } = await db().assignment.findUniqueOrThrow({ where: { id } });
    await act("PATCH", "/api/v1/assignments/{id}", id, { caption: "Anew." });
    const late = perform(keepBookmark, { id, fence, bookmark: { handle: "of yesterday" } }, worker);
    await expect(late).rejects.toMatchObject({ code: "taken_over" });
    expect((await db().assignment.findUniqueOrThrow({ where: { id } })).bookmark).toEqual({});
  });
});

describe.concurrent("a queue in which it sticks in silence", () => {
  it("what nobody could send in time is missed, and says why (soleur#2798, PeerTube#6674)", async () => {
    const { id, channel } = await assigned("key", 3_600_000);
    await call("POST", "/api/v1/channels/{id}/pause", { key: desk.key, params: { id: channel }, body: {} });
    // Its time, and its patience, passed while the channel was held.
    await db().assignment.update({
      where: { id },
      data: { scheduledAt: new Date(Date.now() - 7_200_000), dueAt: new Date(Date.now() - 7_200_000) },
    });
    const missed = await desk.until(id, "failed");
    expect(missed).toMatchObject({ cause: "missed" });
    expect(missed["error_message"]).toContain("the channel was paused");
  });

  it("what waits for its next try is not sent before (brightbean: the due query took it at once)", async () => {
    const { id, account } = await assigned("search", 500);
    desk.stage.fault({ account, fault: "answer", status: 429, seconds: 2, times: 1 });
    await desk.until(id, "published");
    const [first, second] = await db().attempt.findMany({ where: { assignmentId: id }, orderBy: { number: "asc" } });
    expect(Number(second?.startedAt) - Number(first?.endedAt)).toBeGreaterThanOrEqual(1700);
  });
});

async function pastOldTime(id: string): Promise<boolean> {
  const { createdAt } = await db().assignment.findUniqueOrThrow({ where: { id } });
  return Date.now() > createdAt.getTime() + 5000;
}
