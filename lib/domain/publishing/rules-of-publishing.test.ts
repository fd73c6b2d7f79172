import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { call } from "@/lib/testing/call";
import { rehearsing } from "@/lib/testing/rehearsing";
import { eventually } from "@/lib/testing/worker";
import { Evidence } from "./contract";

/*
 * The rules of the reliability standard on a stage that keeps books of its own; what rows alone keep is in
 * rules-of-claims.test.ts. `npm run harness -- publishing mutations` breaks them one by one and wants these to notice.
 */
const LEASE_MS = 3000;
/** How long before its time an intent may be written down, and a little for a busy machine. */
const INTENT_AHEAD_MS = 800;
const desk = await rehearsing({ leaseSeconds: LEASE_MS / 1000 });

type Fault = Parameters<typeof desk.stage.fault>[0];

async function assigned(
  way: Parameters<typeof desk.rehearsal>[0],
  { inMs = 0, fault, channel: body = {} }: { inMs?: number; fault?: Omit<Fault, "account">; channel?: object } = {},
) {
  const [video, channel] = [await desk.video(), await desk.rehearsal(way, body)];
  if (fault) desk.stage.fault({ account: channel.account, times: 1, ...fault });
  const scheduledAt = new Date(Date.now() + inMs);
  const { id } = await desk.assign({
    video_id: video,
    channel_ids: [channel.id],
    scheduled_at: scheduledAt.toISOString(),
  });
  return { id, scheduledAt, channel: channel.id, account: channel.account };
}

const attemptsOf = (id: string) => db().attempt.findMany({ where: { assignmentId: id }, orderBy: { number: "asc" } });
const rowOf = (id: string) => db().assignment.findUniqueOrThrow({ where: { id } });

const commitsOf = (account: string) => desk.stage.ledger(account).calls.filter(({ step }) => step === "commit").length;

const retry = (id: string) =>
  call("POST", "/api/v1/assignments/{id}/retry", { key: desk.key, params: { id }, body: {} });

/** Whatever makes up its mind at once has done so: another one, assigned after it, has been sent. */
async function othersWentOut(): Promise<void> {
  const { id } = await assigned("key");
  await desk.until(id, "published", 30_000);
}

describe("R1 intent before act", () => {
  it("R1 while the intent cannot be written down, nothing is sent", async () => {
    const { id, channel, account } = await assigned("search", { inMs: 4000, channel: { max_per_hour: 10 } });
    await whileNobodyCanBegin({ id, channel }, async () => {
      expect(await attemptsOf(id)).toEqual([]);
      expect(commitsOf(account)).toBe(0);
    });
    await desk.until(id, "published", 45_000);
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
  }, 90_000);

  it("R1 who was taken over before it could write its intent down does not send", async () => {
    const { id, channel, account } = await assigned("search", { inMs: 4000, channel: { max_per_hour: 10 } });
    await whileNobodyCanBegin({ id, channel }, () =>
      db().assignment.update({ where: { id }, data: { fence: { increment: 1 }, status: "cancelled" } }),
    );
    await othersWentOut();
    expect(await attemptsOf(id)).toEqual([]);
    expect(commitsOf(account)).toBe(0);
  }, 90_000);
});

describe.concurrent("R2 one act that cannot be taken back", () => {
  it.each(["lost-reset", "lost-502", "lost-cut", "lost-garbage"] as const)(
    "R2 %s: whatever goes wrong once bytes have left is unknown, and not sent again",
    async (fault) => {
      const { id, account } = await assigned("hand", { fault: { fault } });
      await desk.until(id, "unconfirmed", 30_000);
      expect((await attemptsOf(id)).at(-1)).toMatchObject({ state: "unknown", lookDueAt: null });
      await othersWentOut();
      expect(commitsOf(account)).toBe(1);
    },
    60_000,
  );

  it("R2 processing that fails afterwards is the end, and a plain retry is refused", async () => {
    const { id, account } = await assigned("search", { fault: { fault: "failed" } });
    expect(await desk.until(id, "failed", 30_000)).toMatchObject({ cause: "processing_failed" });
    expect(await retry(id)).toMatchObject({ status: 409, body: { code: "needs_force" } });
    await othersWentOut();
    expect(commitsOf(account)).toBe(1);
  }, 60_000);
});

describe.concurrent("R3 what can be repeated", () => {
  it.each(["handle", "flip"] as const)(
    "R3 %s: before its time the film is there and nobody sees it",
    async (way) => {
      const { id } = await assigned(way, { inMs: 600_000 });
      await eventually(async () => (await rowOf(id)).preparedAt, 30_000);
      expect((await rowOf(id)).bookmark).toMatchObject({ handle: expect.any(String) });
      expect(desk.stage.postsUnder(id)).toEqual([]);
    },
    60_000,
  );

  it("R3 a retry uses the handle that there is: one upload, however often it is tried", async () => {
    const { id, account } = await assigned("handle", { fault: { fault: "answer", status: 422 } });
    await desk.until(id, "failed", 30_000);
    expect((await retry(id)).status).toBeLessThan(300);
    await desk.until(id, "published", 30_000);
    const opened = desk.stage.ledger(account).calls.filter(({ step }) => step === "open");
    expect(opened).toHaveLength(1);
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
  }, 60_000);

  it("R3 by key: the marker and what is sent under it are the same each time", async () => {
    const { id, account } = await assigned("key", { fault: { fault: "lost-reset", times: 2 } });
    await desk.until(id, "published", 60_000);
    const attempts = await attemptsOf(id);
    expect(attempts).toHaveLength(3);
    expect(new Set(attempts.map(({ marker }) => marker)).size).toBe(1);
    expect(new Set(attempts.map(({ requestHash }) => requestHash)).size).toBe(1);
    expect(desk.stage.ledger(account)).toMatchObject({ posts: [{ marker: id }], doubles: [], violations: [] });
  }, 90_000);
});

describe("R4 a deadline for every request", () => {
  it("R4 a request is given up at half its lease", async () => {
    const { id } = await assigned("hand", { fault: { fault: "lost-hang" } });
    await desk.until(id, "unconfirmed", 30_000);
    const [attempt] = await attemptsOf(id);
    const { calls } = Evidence.parse(attempt?.evidence);
    expect(Number(attempt?.deadline) - Number(attempt?.startedAt)).toBeLessThanOrEqual(LEASE_MS / 2 + INTENT_AHEAD_MS);
    expect(calls[0]?.ms).toBeLessThanOrEqual(LEASE_MS / 2);
  }, 60_000);

  it("R4 a worker that stood still past its deadline, its request in its hand, sends nothing", async () => {
    const caught = await standStillAtTheBrink();
    await pause(500);
    expect(commitsOf(caught.account)).toBe(0);
    await desk.until(caught.id, "published", 60_000);
    expect(desk.stage.postsUnder(caught.id)).toHaveLength(1);
  }, 180_000);
});

describe("R5 quarantine", () => {
  it("R5 a post that lands late is found before anybody could send it again", async () => {
    const { id, account } = await assigned("search", { fault: { fault: "late", ms: 1800 } });
    await desk.until(id, "published", 60_000);
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
    expect(commitsOf(account)).toBe(1);
  }, 90_000);

  it("R5 not even a person can say that it is not there before it can no longer land", async () => {
    const { id } = await assigned("hand", {
      fault: { fault: "reset" },
      channel: { settings: { url: desk.stage.url, account: "patient", lands_within_seconds: 600 } },
    });
    desk.stage.fault({ account: "patient", fault: "reset", times: 1 });
    await desk.until(id, "unconfirmed", 30_000);
    const said = await call("POST", "/api/v1/assignments/{id}/reconcile", {
      key: desk.key,
      params: { id },
      body: { verdict: "absent" },
    });
    expect(said).toMatchObject({ status: 409, body: { code: "may_still_land" } });
  }, 60_000);
});

describe("R7 the schedule by the database's clock", () => {
  it("R7 nothing is early, not by a millisecond", async () => {
    const made = await Promise.all(
      Array.from({ length: 6 }, (_, place) => assigned("search", { inMs: 3000 + place * 37 })),
    );
    for (const { id, scheduledAt } of made) {
      await desk.until(id, "published", 30_000);
      const [post] = desk.stage.postsUnder(id);
      expect(Number(post?.committedAt) - Number(scheduledAt)).toBeGreaterThanOrEqual(0);
    }
  }, 60_000);
});

/**
 * Stands still, with everything in this process, right after an intent was written down and before its time; until
 * that has been hit, since on a busy machine the moment may pass.
 */
async function standStillAtTheBrink(): Promise<{ id: string; account: string }> {
  for (let tries = 0; tries < 12; tries += 1) {
    const made = await assigned("search", { inMs: 3500 });
    await eventually(async () => (await attemptsOf(made.id)).length > 0, 30_000);
    if (commitsOf(made.account) > 0) continue;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LEASE_MS * 1.5);
    return made;
  }
  throw new Error("The moment was missed each time.");
}

/** Waits until one has been taken up and its time is over, while whoever wants to begin waits for its channel, whose hour is counted. */
async function whileNobodyCanBegin(
  { id, channel }: { id: string; channel: string },
  act: () => Promise<unknown>,
): Promise<void> {
  await eventually(async () => (await rowOf(id)).preparedAt);
  await db().$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 AS held FROM channels WHERE id = ${channel}::uuid FOR UPDATE`;
      await eventually(async () => (await rowOf(id)).status === "publishing");
      await eventually(async () => Date.now() > Number((await rowOf(id)).dueAt) + 1000);
      await act();
    },
    { timeout: 30_000 },
  );
}
