import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { MINUTE } from "@/lib/core/time";
import { insideCaller } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { aChannelOf, anAssignment, rowOf } from "@/lib/testing/assigning";
import { keyOfRole } from "@/lib/testing/call";
import { type Deaths, DEATHS } from "./due";
import { beginAttempts } from "./operations/begin-attempts";
import { claimDue, type Claimed } from "./operations/claim-due";
import { keepBookmark } from "./operations/keep-bookmark";
import { lapseAttempts } from "./operations/lapse-attempts";
import { noteEndings, type Ended } from "./operations/note-endings";
import { noteLook } from "./operations/note-look";
import { notePreparing } from "./operations/note-preparing";
import { noteWatch } from "./operations/note-watch";

/*
 * The rules of publishing as far as rows alone keep them: no worker runs, each story plays two. `npm run harness --
 * publishing mutations` breaks the rules one by one and wants these to notice.
 */
const caller = insideCaller("worker", "test");
const LEASE_MS = 60_000;
let key = "";
let channel = "";

beforeAll(async () => {
  key = await keyOfRole("manager");
});
beforeEach(async () => {
  // What the story before has left is nobody's concern.
  await db().assignment.updateMany({ data: { status: "cancelled" } });
  channel = await aChannelOf("rehearsal-search", { settings: { url: "http://stage", account: "a" } });
});
afterEach(() => void vi.useRealTimers());

/** One that has been prepared and is due so many milliseconds from now. */
function prepared(dueInMs = 0, data: object = {}): Promise<string> {
  const [due, frozen] = [new Date(Date.now() + dueInMs), frozenNow()];
  return anAssignment(key, channel, {
    status: "scheduled",
    scheduledAt: due,
    dueAt: due,
    prepareDueAt: null,
    preparedAt: new Date(),
    frozen,
    ...data,
  });
}

const frozenNow = () => ({
  marker: "m",
  title: "Harbour at night",
  caption: "",
  tags: [],
  settings: {},
  scheduled_at: new Date().toISOString(),
  frozen_at: new Date().toISOString(),
  media: { delivery_id: "d", link: null, bytes: 1, seconds: 1, checksum: "sha256:0" },
});

async function claim(
  worker: string,
  { limit = 100, deaths = "none" }: { limit?: number; deaths?: Deaths } = {},
): Promise<readonly Claimed[]> {
  return (await perform(claimDue, { worker, limit, lease_ms: LEASE_MS, deaths }, caller)).claimed;
}

async function claimOne(): Promise<Claimed> {
  const [claimed] = await claim("w-1");
  if (!claimed) throw new Error("Nothing was taken up.");
  return claimed;
}

const begin = ({ id, channel_id: channelId, fence }: Claimed, worker = "w-1") =>
  perform(
    beginAttempts,
    { worker, send_ms: 1000, items: [{ id, channel_id: channelId, fence, request_hash: "hash" }] },
    caller,
  );

/** What came of its first try, as whoever sent it tells. */
function endingOf(claimed: Claimed, ending: Ended["ending"]): Ended {
  const { video_id: _video, due_in_ms: _in, due_at_ms: _at, frozen: _frozen, bookmark: _bookmark, ...taken } = claimed;
  return { ...taken, number: 1, ending, calls: [] };
}

const note = (claimed: Claimed, ending: Ended["ending"]) =>
  perform(noteEndings, { items: [endingOf(claimed, ending)] }, caller);

const untilItsLeaseEnds = (id: string) =>
  db().assignment.update({ where: { id }, data: { leaseUntil: new Date(Date.now() - 1000) } });

const attempt = (assignmentId: string, number: number, state: "sending" | "unknown" | "confirmed") =>
  db().attempt.create({
    data: {
      assignmentId,
      channelId: channel,
      number,
      state,
      fence: 1,
      marker: assignmentId,
      requestHash: "hash",
      worker: "w-1",
      startedAt: new Date(),
      deadline: new Date(),
    },
  });

describe("R1 intent before act", () => {
  it("R1 the database takes no second open try of one assignment, whoever asks", async () => {
    const id = await prepared();
    await attempt(id, 1, "unknown");
    await expect(attempt(id, 2, "sending")).rejects.toThrow();
  });

  it("R1 the database takes no second confirmed try of one assignment", async () => {
    const id = await prepared();
    await attempt(id, 1, "confirmed");
    await expect(attempt(id, 2, "confirmed")).rejects.toThrow();
  });

  it("R1 who has not written its intent down is told so, and may not send", async () => {
    await prepared();
    const claimed = await claimOne();
    expect((await begin(claimed)).begun).toMatchObject([{ id: claimed.id, number: 1 }]);
    expect((await begin(claimed)).begun).toEqual([]);
  });
});

describe("R2 one act that cannot be taken back", () => {
  it("R2 what the platform had and could not process is never due again", async () => {
    await prepared();
    const claimed = await claimOne();
    await begin(claimed);
    const { id, fence, channel_id: channelId } = claimed;
    await note(claimed, { kind: "sent", remoteId: "r" });
    const ending = { kind: "refused", reason: "It could not be processed." } as const;
    await perform(noteWatch, { id, channel_id: channelId, fence, number: 1, ending }, caller);
    expect(await rowOf(id)).toMatchObject({ status: "failed", cause: "processing_failed", dueAt: null });
    expect(await claim("w-2")).toEqual([]);
  });

  it("R2 what was sent by a worker that is gone is unknown, and not due again", async () => {
    const id = await prepared();
    await begin(await claimOne());
    await untilItsLeaseEnds(id);
    await perform(lapseAttempts, {}, caller);
    expect(await rowOf(id)).toMatchObject({ status: "unconfirmed", cause: "worker_lost", dueAt: null });
    expect(await claim("w-2")).toEqual([]);
  });
});

describe("R6 a fence in every write", () => {
  it("R6 who was taken over writes no ending", async () => {
    const id = await prepared();
    const asleep = await claimOne();
    await begin(asleep);
    await untilItsLeaseEnds(id);
    await perform(lapseAttempts, {}, caller);
    const before = await rowOf(id);
    expect((await note(asleep, { kind: "live", remoteId: "r", url: null })).noted).toEqual([]);
    expect(await rowOf(id)).toEqual(before);
    expect(await db().attempt.findMany({ where: { assignmentId: id } })).toMatchObject([{ state: "unknown" }]);
  });

  it("R6 who was taken over begins nothing", async () => {
    const id = await prepared();
    const asleep = await claimOne();
    await untilItsLeaseEnds(id);
    await perform(lapseAttempts, {}, caller);
    const [awake] = await claim("w-2", { deaths: "one" });
    expect(awake?.id).toBe(id);
    expect((await begin(asleep)).begun).toEqual([]);
    expect(await db().attempt.count({ where: { assignmentId: id } })).toBe(0);
  });

  it("R6 who was taken over keeps no handle and prepares nothing", async () => {
    const id = await prepared(3_600_000, { preparedAt: null, fence: 7 });
    const stale = { id, fence: 6 };
    const late = perform(keepBookmark, { ...stale, bookmark: { handle: "of yesterday" } }, caller);
    await expect(late).rejects.toMatchObject({ code: "taken_over" });
    for (const ending of [
      { kind: "ready", bookmark: { handle: "of yesterday" } },
      { kind: "waiting", seconds: 9, bookmark: { handle: "of yesterday" } },
      { kind: "refused", reason: "Too long." },
    ] as const) {
      const { noted } = await perform(notePreparing, { ...stale, channel_id: channel, ending }, caller);
      expect(noted).toBe(false);
    }
    expect(await rowOf(id)).toMatchObject({ bookmark: {}, preparedAt: null, status: "scheduled" });
  });
});

describe("what kills its worker", () => {
  it("is left to a person at the third death, also where it was looked for in between", async () => {
    const id = await prepared();
    for (const [place, deaths] of DEATHS.entries()) {
      const number = place + 1;
      await db().assignment.update({ where: { id }, data: { preparedAt: new Date() } });
      const [claimed] = await claim(`w-${number}`, { deaths });
      expect(claimed?.id).toBe(id);
      if (claimed) await begin(claimed);
      await untilItsLeaseEnds(id);
      await perform(lapseAttempts, {}, caller);
      await lookInVain(id, number);
      expect(await rowOf(id)).toMatchObject({ deaths: number });
    }
    expect(await rowOf(id)).toMatchObject({ status: "failed", cause: "worker_lost", dueAt: null });
  });
});

/** The second look that counts, long after it could have landed. */
async function lookInVain(id: string, number: number): Promise<void> {
  const longAgo = new Date(Date.now() - 24 * 60 * MINUTE);
  await db().attempt.updateMany({
    where: { assignmentId: id, number },
    data: { deadline: longAgo, absentSince: longAgo },
  });
  const { fence } = await rowOf(id);
  await perform(noteLook, { id, fence, number, ending: { kind: "absent" }, calls: [] }, caller);
}

describe("R7 the schedule by the database's clock", () => {
  it("R7 a worker whose clock is ahead takes up nothing before its time", async () => {
    const id = await prepared(5 * MINUTE);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 10 * MINUTE });
    expect(await claim("w-1")).toEqual([]);
    vi.setSystemTime(Date.now() - 20 * MINUTE);
    await db()
      .$executeRaw`UPDATE distribution_platform_status SET due_at = now(), scheduled_at = now() WHERE id = ${id}::uuid`;
    expect(await claim("w-1")).toMatchObject([{ id }]);
  });

  it("R7 nobody waits for what another is taking up, and nobody takes it up too", async () => {
    const [held, free] = [await prepared(-1000), await prepared()];
    await db().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 AS held FROM distribution_platform_status WHERE id = ${held}::uuid FOR UPDATE`;
      const taken = await Promise.race([claim("w-2"), new Promise<null>((resolve) => setTimeout(resolve, 4000, null))]);
      expect(taken?.map(({ id }) => id)).toEqual([free]);
    });
  });

  it("R7 of ten workers at once each one is taken up by one", async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => prepared()));
    const all = await Promise.all(Array.from({ length: 10 }, (_, place) => claim(`w-${place}`, { limit: 12 })));
    const taken = all.flat().map(({ id }) => id);
    expect(taken.toSorted()).toEqual(ids.toSorted());
  });
});
