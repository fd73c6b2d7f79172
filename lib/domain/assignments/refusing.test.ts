import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR } from "@/lib/core/time";
import { closeDb, db } from "@/lib/infra/db";
import { closeQueue } from "@/lib/infra/queue";
import { aChannelOf, aFilm, assign, madeIn, rowOf } from "@/lib/testing/assigning";
import { keyOfRole } from "@/lib/testing/call";
import { orAlreadyAssigned } from "./duplicates";

let key = "";
let feed = "";
beforeAll(async () => {
  key = await keyOfRole("manager");
  feed = await aChannelOf("feed", { name: "Our feed" });
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});

const decisionsIn = ({ body }: { body: Record<string, unknown> }) => body["decisions"] as Record<string, unknown>[];
const forced = { force: true, reason: "The client wants it once more." };

describe("the same video on the same channel", () => {
  it("the same video twice in the same hour is told at creation", async () => {
    // postiz#1779: the second post of an hour was accepted, and went out.
    const video = await aFilm();
    const [first] = madeIn(await assign(key, { video_id: video, channel_ids: [feed] }));
    const again = await assign(key, {
      video_id: video,
      channel_ids: [feed],
      scheduled_at: new Date(Date.now() + HOUR / 2).toISOString(),
    });
    expect([again.status, again.body["code"]]).toEqual([409, "already_assigned"]);
    expect(decisionsIn(again)).toMatchObject([{ outcome: "refused", assignment_id: first?.id }]);
    expect(String(again.body["detail"])).toBe("This video is assigned to Our feed already.");
  });

  it("of ten managers at once is assigned by one, and nine are told", async () => {
    const body = { video_id: await aFilm(), channel_ids: [feed] };
    const answers = await Promise.all(Array.from({ length: 10 }, () => assign(key, body)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
    expect(new Set(answers.filter(({ status }) => status === 409).map(({ body: problem }) => problem["code"]))).toEqual(
      new Set(["already_assigned"]),
    );
    expect(await db().assignment.count({ where: { videoId: body.video_id } })).toBe(1);
  });

  it("is refused by the index where nobody looked before", async () => {
    const data = {
      videoId: await aFilm(),
      channelId: feed,
      method: "manual" as const,
      status: "assigned" as const,
      createdAt: new Date(),
      createdBy: "test",
    };
    await db().assignment.create({ data });
    await expect(orAlreadyAssigned(feed, db().assignment.create({ data }))).rejects.toMatchObject({
      kind: "conflict",
      code: "already_assigned",
    });
    await db().assignment.create({ data: { ...data, forced: true } });
  });

  it("of twins is told too, whoever of ten managers comes second", async () => {
    const checksum = `sha256:${"ab".repeat(32)}`;
    const twins = await Promise.all(Array.from({ length: 10 }, () => aFilm({ checksum })));
    const answers = await Promise.all(twins.map((video_id) => assign(key, { video_id, channel_ids: [feed] })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
  });

  it("is another video from the same source, too", async () => {
    const sourceUrl = "https://films.example.com/one-source.mp4";
    const [one, other] = [await aFilm({ sourceUrl }), await aFilm({ sourceUrl })];
    await assign(key, { video_id: one, channel_ids: [feed] });
    const again = await assign(key, { video_id: other, channel_ids: [feed] });
    expect([again.status, again.body["code"]]).toEqual([409, "already_assigned"]);
    expect(String(again.body["detail"])).toMatch(/one from the same source/);
  });

  it("is no duplicate once it was cancelled or has failed, nor on another channel", async () => {
    const video = await aFilm();
    for (const status of ["cancelled", "failed"] as const) {
      const [made] = madeIn(await assign(key, { video_id: video, channel_ids: [feed] }));
      await db().assignment.update({ where: { id: made?.id ?? "" }, data: { status } });
    }
    for (const status of ["publishing", "published", "unconfirmed"] as const) {
      const other = await aChannelOf("feed");
      const [made] = madeIn(await assign(key, { video_id: video, channel_ids: [other] }));
      await db().assignment.update({ where: { id: made?.id ?? "" }, data: { status } });
      expect((await assign(key, { video_id: video, channel_ids: [other] })).status, status).toBe(409);
    }
  });

  it("goes there with force, which keeps who wanted it and why", async () => {
    const video = await aFilm();
    await assign(key, { video_id: video, channel_ids: [feed] });
    const again = await assign(key, { video_id: video, channel_ids: [feed], ...forced });
    expect(again.status).toBe(201);
    expect(decisionsIn(again)).toMatchObject([{ outcome: "forced", code: "already_assigned" }]);
    const [made] = madeIn(again);
    expect(made).toMatchObject({
      forced: true,
      assignment_reason: { by: "test manager", forced: { reason: forced.reason, against: ["already_assigned"] } },
    });
  });

  it("with force that nothing stood against is not forced: the next one is told of it", async () => {
    const video = await aFilm();
    const [made] = madeIn(await assign(key, { video_id: video, channel_ids: [feed], ...forced }));
    expect(made).toMatchObject({ forced: false, assignment_reason: { by: "test manager" } });
    expect((await assign(key, { video_id: video, channel_ids: [feed] })).status).toBe(409);
  });
});

describe("a channel that is not active", () => {
  it.each(["paused", "needs_reconnecting", "disabled"] as const)(
    "because it is %s takes none without force",
    async (status) => {
      const channel = await aChannelOf("feed", { status });
      const video = await aFilm();
      const refused = await assign(key, { video_id: video, channel_ids: [channel] });
      expect([refused.status, refused.body["code"]]).toEqual([409, "channel_inactive"]);
      expect((await assign(key, { video_id: video, channel_ids: [channel], ...forced })).status).toBe(201);
    },
  );
});

describe("of several channels", () => {
  it("a refusal of one refuses all, and says which", async () => {
    const [good, paused] = [await aChannelOf("feed"), await aChannelOf("feed", { name: "Resting", status: "paused" })];
    const video = await aFilm();
    const refused = await assign(key, { video_id: video, channel_ids: [good, paused] });
    expect([refused.status, refused.body["code"], refused.body["channel_id"]]).toEqual([
      409,
      "channel_inactive",
      paused,
    ]);
    expect(refused.body["detail"]).toBe(
      "Nothing was assigned: 1 of 2 channels cannot. Resting is paused: nothing goes out there until it is resumed.",
    );
    expect(decisionsIn(refused).map(({ outcome }) => outcome)).toEqual(["assigned", "refused"]);
    expect(await db().assignment.count({ where: { videoId: video } })).toBe(0);
    const rehearsed = await assign(key, { video_id: video, channel_ids: [good, paused], dry_run: true });
    expect([rehearsed.status, decisionsIn(rehearsed).map(({ code }) => code)]).toEqual([
      200,
      [null, "channel_inactive"],
    ]);
  });
});

describe("a preflight", () => {
  it("says what is and what may be, and a person may overrule its rules", async () => {
    const stage = await aChannelOf("rehearsal-key");
    const long = await aFilm({ title: "T".repeat(101), seconds: 725.4, bytes: 2 * 1024 ** 3 });
    const asked = { video_id: long, channel_ids: [stage], caption: "🎬".repeat(612) };
    const refused = await assign(key, asked);
    expect([refused.status, refused.body["code"]]).toEqual([422, "preflight_failed"]);
    expect(refused.body["findings"]).toEqual([
      expect.objectContaining({
        code: "video_too_long",
        sentence: "The video runs 725.4 s; Rehearsal (key) takes 600 s.",
      }),
      expect.objectContaining({
        code: "video_too_large",
        sentence: "The video has 2,147,483,648 bytes; Rehearsal (key) takes 1,073,741,824.",
      }),
      expect.objectContaining({ code: "title_too_long" }),
      expect.objectContaining({
        code: "caption_too_long",
        field: "caption",
        blocks: true,
        sentence: "The caption has 612 characters; Rehearsal (key) takes 500.",
      }),
    ]);
    const [made] = madeIn(await assign(key, { ...asked, ...forced }));
    expect((await rowOf(made?.id ?? "")).forced).toBe(true);
    expect(made, "what was overruled forbids nothing any more").toMatchObject({ findings: [] });
  });

  it.each([
    ["is on its way still", { published: false, stands: false }, "video_not_published"],
    ["stands nowhere any more", { stands: false }, "video_lost"],
  ])("of a video that %s is a fact that no force overrules", async (_what, film, code) => {
    const refused = await assign(key, { video_id: await aFilm(film), channel_ids: [feed], ...forced });
    expect([refused.status, refused.body["code"]]).toEqual([422, "preflight_failed"]);
    expect(refused.body["findings"]).toMatchObject([{ code, field: "video", blocks: true }]);
  });

  it("notices a file that is not the one that was promised", async () => {
    const video = await aFilm();
    await db().delivery.updateMany({ where: { videoId: video }, data: { checksum: `sha256:${"00".repeat(32)}` } });
    const refused = await assign(key, { video_id: video, channel_ids: [feed], ...forced });
    expect(refused.body["findings"]).toMatchObject([{ code: "checksum_changed" }]);
  });

  it("warns of a sign-in that ends before, and forbids nothing", async () => {
    const ends = { credentialsExpireAt: new Date(Date.now() + HOUR) };
    const channel = await aChannelOf("webhook", ends);
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    const late = await assign(key, { video_id: await aFilm(), channel_ids: [channel], scheduled_at: at(2 * HOUR) });
    expect(late.status).toBe(201);
    expect(decisionsIn(late)).toMatchObject([{ outcome: "assigned", findings: [{ code: "sign_in_ends_before" }] }]);
    const early = await assign(key, { video_id: await aFilm(), channel_ids: [channel], scheduled_at: at(HOUR / 2) });
    expect(decisionsIn(early)).toMatchObject([{ findings: [] }]);
    const renewing = await aChannelOf("rehearsal-key", ends);
    const there = await assign(key, { video_id: await aFilm(), channel_ids: [renewing], scheduled_at: at(2 * HOUR) });
    expect(decisionsIn(there), "the desk renews it by itself").toMatchObject([{ findings: [] }]);
  });
});
