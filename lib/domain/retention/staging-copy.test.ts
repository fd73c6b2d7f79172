import { describe, expect, it } from "vitest";
import { DAY, HOUR } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { storeNamed } from "@/lib/infra/storage/stores";
import { aChannelOf } from "@/lib/testing/assigning";
import { call, keyOfRole } from "@/lib/testing/call";
import { ada, isThere, namesIn, staging, stagingOf } from "@/lib/testing/staging";
import { eventually } from "@/lib/testing/worker";
import { dropStagingCopy } from "./operations/drop-staging-copy";
import { holdStagingCopy } from "./operations/hold-staging-copy";
import { releaseStagingCopy } from "./operations/release-staging-copy";
import { dropDueStaging } from "./workers/drop-due-staging";

const at = await staging();

describe("a staging copy", () => {
  it("stays for its time, is due then, and goes by itself: first the record, then the file", async () => {
    const copy = await stagingOf(at.id);
    expect(copy).toMatchObject({
      audit_log_id: at.id,
      project_id: at.desk.project,
      state: "waiting",
      bytes: at.desk.film.length,
      drop_at: at.after(7 * DAY).toISOString(),
      held: null,
      dropped_at: null,
    });
    await dropDueStaging(at.after(7 * DAY - 1));
    expect(await isThere(at.id)).toBe(true);
    expect((await stagingOf(at.id, at.after(7 * DAY))).state).toBe("due");
    await dropDueStaging(at.after(7 * DAY));
    expect(await isThere(at.id)).toBe(false);
    expect(await stagingOf(at.id)).toMatchObject({
      state: "dropped",
      dropped_by: "worker",
      dropped_at: at.after(7 * DAY).toISOString(),
    });
    expect(await at.desk.stored()).toHaveLength(1);
  });

  it("is held with a reason beyond its time; released, it stays for another day", async () => {
    const held = await perform(holdStagingCopy, { id: at.id, reason: "  the festival asks  " }, ada, {
      now: at.after(HOUR),
    });
    expect(held).toMatchObject({
      state: "held",
      held: { by: "Ada", at: at.after(HOUR).toISOString(), reason: "the festival asks" },
    });
    await dropDueStaging(at.after(30 * DAY));
    expect((await stagingOf(at.id, at.after(30 * DAY))).state).toBe("held");
    expect(await isThere(at.id)).toBe(true);

    const released = await perform(releaseStagingCopy, { id: at.id }, ada, { now: at.after(30 * DAY) });
    expect(released).toMatchObject({ state: "waiting", held: null, drop_at: at.after(31 * DAY).toISOString() });
    const again = await perform(releaseStagingCopy, { id: at.id }, ada, { now: at.after(31 * DAY) });
    expect(again.drop_at).toBe(released.drop_at);
    await dropDueStaging(at.after(31 * DAY));
    expect(await isThere(at.id)).toBe(false);
  });

  it("that is released early keeps its time", async () => {
    await perform(holdStagingCopy, { id: at.id, reason: "for a look" }, ada);
    const released = await perform(releaseStagingCopy, { id: at.id }, ada, { now: at.after(HOUR) });
    expect(released.drop_at).toBe(at.after(7 * DAY).toISOString());
  });

  it("is deleted by hand once, and cannot be held after that", async () => {
    const params = { id: at.id };
    const drop = () => call("DELETE", "/api/v1/deliveries/{id}/staging-copy", { key: at.desk.key, params });
    expect((await drop()).body).toMatchObject({ state: "dropped", dropped_by: "test manager" });
    expect((await drop()).status).toBe(200);
    await eventually(async () => !(await isThere(at.id)));
    const held = await call("PUT", "/api/v1/deliveries/{id}/staging-copy/hold", {
      key: at.desk.key,
      params,
      body: { reason: "too late" },
    });
    expect([held.status, held.body["code"]]).toEqual([409, "staging_gone"]);
    const history = await call("GET", "/api/v1/deliveries/{id}/history", { key: at.desk.key, params });
    expect((history.body["items"] as { operation: string }[]).map(({ operation }) => operation)).toContain(
      "retention.drop",
    );
  });

  it("is changed by whoever saw how it stands, and by nobody who may only look", async () => {
    const params = { id: at.id };
    const seen = await call("GET", "/api/v1/deliveries/{id}/staging-copy", { key: at.desk.key, params });
    const etag = seen.headers.get("etag") ?? "";
    const hold = (key: string, match: string) =>
      call("PUT", "/api/v1/deliveries/{id}/staging-copy/hold", {
        key,
        params,
        body: { reason: "for the festival" },
        headers: { "if-match": match },
      });
    expect((await hold(at.desk.key, etag)).status).toBe(200);
    expect((await hold(at.desk.key, etag)).status).toBe(412);
    const release = await call("DELETE", "/api/v1/deliveries/{id}/staging-copy/hold", {
      key: at.desk.key,
      params,
      headers: { "if-match": etag },
    });
    expect(release.status).toBe(412);
    const reviewer = await keyOfRole("reviewer");
    expect((await hold(reviewer, "*")).status).toBe(403);
    expect((await call("GET", "/api/v1/staging-copies", { key: reviewer })).status).toBe(200);
    const none = await call("GET", "/api/v1/deliveries/{id}/staging-copy", {
      key: at.desk.key,
      params: { id: "dist_no" },
    });
    expect([none.status, none.body["code"]]).toEqual([404, "staging_copy_not_found"]);
    const short = await call("PUT", "/api/v1/deliveries/{id}/staging-copy/hold", {
      key: at.desk.key,
      params,
      body: { reason: " a " },
    });
    expect(short.status).toBe(400);
  });
});

describe("what still needs it", () => {
  const refusal = () => perform(dropStagingCopy, { id: at.id }, ada).catch((error: unknown) => error);
  const codes = async () => (await stagingOf(at.id)).needed_by.map(({ code }) => code);
  const copyIn = (store: string) => ({ deliveryId_store: { deliveryId: at.id, store } });

  async function keptBy(code: string, undo: () => Promise<unknown>): Promise<void> {
    expect(await codes()).toEqual([code]);
    expect((await stagingOf(at.id)).state).toBe("needed");
    expect(await refusal()).toMatchObject({
      kind: "conflict",
      code: "staging_needed",
      details: { needed_by: [expect.objectContaining({ code })] },
    });
    await dropDueStaging(at.after(8 * DAY));
    const { body } = await at.cleanUp({ include_not_due: true });
    expect(namesIn(body, "dropped")).toEqual([]);
    expect(body["kept"]).toEqual([expect.objectContaining({ audit_log_id: at.id, why: "needed" })]);
    expect(await isThere(at.id)).toBe(true);
    await undo();
    expect(await codes()).toEqual([]);
    expect(await refusal()).toMatchObject({ state: "dropped" });
  }

  it("is a store that has no copy yet", async () => {
    await at.lose(at.id);
    await keptBy("copy_not_verified", () => at.replicate(at.id));
  });

  it("is a copy that is lost and waits for being healed", async () => {
    const state = (word: "missing" | "altered" | "verified") =>
      db().copy.update({ where: copyIn("local"), data: { state: word } });
    await state("altered");
    await keptBy("copy_lost", () => state("verified"));
  });

  it("is a move of all objects", async () => {
    const move = { source: "local", target: at.replica, removeSource: true, total: 1, totalBytes: 1n };
    const { id: moveId } = await db().storageMove.create({
      data: { ...move, createdAt: new Date(), createdBy: "Ada" },
    });
    await keptBy("storage_move_running", () =>
      db().storageMove.update({ where: { id: moveId }, data: { status: "finished" } }),
    );
  });

  it("is no store that a move emptied on purpose, and no move from where the film does not stand", async () => {
    await at.lose(at.id);
    const ends = { source: at.replica, target: "local", removeSource: true, total: 1, totalBytes: 1n };
    const { id: moveId } = await db().storageMove.create({
      data: { ...ends, createdAt: new Date(), createdBy: "Ada" },
    });
    expect(await codes()).toEqual([]);
    await db().storageMove.update({ where: { id: moveId }, data: { status: "finished" } });
    expect(await codes()).toEqual([]);
    // What is published after that is copied there as ever.
    await db().delivery.update({ where: { id: at.id }, data: { publishedAt: new Date(Date.now() + HOUR) } });
    expect(await codes()).toEqual(["copy_not_verified"]);
    await db().storageMove.delete({ where: { id: moveId } });
  });

  it("is a delivery that is carried again", async () => {
    const status = (word: "verifying" | "published") =>
      db().delivery.update({ where: { id: at.id }, data: { status: word } });
    await status("verifying");
    await keptBy("delivery_running", () => status("published"));
  });

  it("is a poster that is being drawn, but not for ever", async () => {
    const drawn = (hasPoster: boolean) =>
      db().video.updateMany({ where: { deliveries: { some: { id: at.id } } }, data: { hasPoster } });
    await drawn(false);
    expect(await codes()).toEqual(["poster_not_drawn"]);
    expect(await refusal()).toMatchObject({ code: "staging_needed" });
    expect((await stagingOf(at.id, at.after(DAY))).needed_by).toEqual([]);
    await drawn(true);
    expect(await refusal()).toMatchObject({ state: "dropped" });
  });

  it("stays while its video is still to go out on a channel, and while nobody knows whether it did", async () => {
    const { videoId } = await db().delivery.findUniqueOrThrow({ where: { id: at.id } });
    const made = { createdAt: new Date(), createdBy: "test", method: "manual", status: "assigned" } as const;
    const channelId = await aChannelOf("feed");
    const { id } = await db().assignment.create({ data: { videoId, channelId, ...made } });
    for (const status of ["assigned", "scheduled", "publishing", "unconfirmed"] as const) {
      await db().assignment.update({ where: { id }, data: { status } });
      expect(await codes(), status).toEqual(["assignment_pending"]);
    }
    await db().assignment.update({ where: { id }, data: { status: "published" } });
    expect(await codes()).toEqual([]);
  });

  it("is told beside a hold, and the hold is the first answer", async () => {
    await at.lose(at.id);
    const copy = await perform(holdStagingCopy, { id: at.id, reason: "for the festival" }, ada);
    expect(copy).toMatchObject({ state: "held", needed_by: [{ code: "copy_not_verified" }] });
    expect(await refusal()).toMatchObject({
      kind: "conflict",
      code: "staging_held",
      message: "Ada holds this staging copy: for the festival. Release it first.",
    });
  });

  it("is no store that the settings name no more", async () => {
    const [copy] = await db().copy.findMany({ where: { deliveryId: at.id } });
    if (copy) await db().copy.create({ data: { ...copy, store: "s3:old/films", state: "missing" } });
    expect(storeNamed("s3:old/films")).toBeNull();
    expect(await codes()).toEqual([]);
  });
});

it("of ten who hold and ten who delete at once, either all hold or none does, and the file follows the record", async () => {
  const tries = Array.from({ length: 20 }, (_, turn) =>
    turn % 2 === 0
      ? perform(holdStagingCopy, { id: at.id, reason: `hold ${turn}` }, ada)
      : perform(dropStagingCopy, { id: at.id }, ada),
  );
  const ends = await Promise.allSettled(tries);
  const copy = await stagingOf(at.id);
  const held = ends.filter((end, turn) => turn % 2 === 0 && end.status === "fulfilled").length;
  const dropped = ends.filter((end, turn) => turn % 2 === 1 && end.status === "fulfilled").length;
  expect([held, dropped]).toEqual(copy.state === "held" ? [10, 0] : [0, 10]);
  await eventually(async () => (await isThere(at.id)) === (copy.state === "held"));
});
