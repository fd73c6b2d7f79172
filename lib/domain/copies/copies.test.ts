import { mkdtempSync } from "node:fs";
import { readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import { deliveryFigures } from "@/lib/domain/deliveries/queries";
import { db } from "@/lib/infra/db";
import { call, keyOfRole } from "@/lib/testing/call";
import { allVerified, copiesOn, deliverKept, spoil, toldOf } from "@/lib/testing/copies";
import { delivering } from "@/lib/testing/delivering";
import { eventually } from "@/lib/testing/worker";
import { aloneWith, isHeld } from "./alone";
import { replicateCopies } from "./jobs";
import { tendCopies } from "./workers/tend-copies";

const replica = mkdtempSync(join(tmpdir(), "marquee-replica-"));
process.env["STORAGE_REPLICAS"] = `local:${replica}`;
const NAME = `local:${replica}`;

const desk = await delivering();
const primary = join(desk.dataDir, "storage");
const check = (id: string, key = desk.key, headers: Record<string, string> = {}) =>
  call("POST", "/api/v1/deliveries/{id}/copies/check", { key, params: { id }, headers });
const list = (id: string) => call("GET", "/api/v1/deliveries/{id}/copies", { key: desk.key, params: { id } });

describe("what was published", () => {
  it("has a verified copy in every store, which shares nothing with the first", async () => {
    const { id, key } = await deliverKept(desk, 2);
    expect(desk.film.equals(await readFile(join(replica, key)))).toBe(true);
    expect((await stat(join(replica, key))).ino).not.toBe((await stat(join(primary, key))).ino);
    const { body } = await list(id);
    expect(body).toMatchObject({
      checking: false,
      items: [
        { store: "local", driver: "local", is_primary: true, configured: true, state: "verified", trouble: null },
        { store: NAME, is_primary: false, state: "verified", location: `local://${replica}/${key}` },
      ],
    });
    const delivery = await call("GET", "/api/v1/deliveries/{id}", { key: desk.key, params: { id } });
    expect(delivery.body["replica_count"]).toBe(2);
    expect((await deliveryFigures()).replicas).toBe(await db().copy.count());
    expect(await toldOf(id)).toEqual([]);
  });

  it("gets a copy in a store that the settings name from now on, and only when there is something to make it from", async () => {
    const { id, key } = await deliverKept(desk, 2);
    await rm(join(replica, key));
    await db().copy.delete({ where: { deliveryId_store: { deliveryId: id, store: NAME } } });
    expect((await list(id)).body["items"]).toMatchObject([{ state: "verified" }, { store: NAME, state: "waiting" }]);
    await tendCopies();
    // A film that was published this moment has its job from its event.
    expect(await copiesOn(id)).toHaveLength(1);
    await tendCopies({ now: new Date(Date.now() + 2 * MINUTE) });
    await allVerified(id, 2);
    expect(desk.film.equals(await readFile(join(replica, key)))).toBe(true);
    expect(await toldOf(id)).toEqual([]);
  });
});

describe("a copy that was lost", { timeout: 60_000 }, () => {
  it("is noticed where it was altered in place, told once, and written anew from the other store", async () => {
    const { id, key } = await deliverKept(desk, 2);
    // The staging copy is the same file by another name: it is spoiled as well, and must not be used.
    await spoil(primary, key);
    expect((await check(id)).status).toBe(200);
    await allVerified(id, 2);
    expect(desk.film.equals(await readFile(join(primary, key)))).toBe(true);
    expect((await stat(join(replica, key))).ino).not.toBe((await stat(join(primary, key))).ino);
    const lost = { store: "local", finding: "altered", another_copy: true, audit_log_id: id };
    expect(await toldOf(id)).toMatchObject([
      { type: "copy.lost", payload: lost },
      { type: "copy.healed", payload: { store: "local", audit_log_id: id } },
    ]);
  });

  it("is noticed by the worker after a week, oldest first, and not by day", async () => {
    const { id, key } = await deliverKept(desk, 2);
    await rm(join(replica, key));
    await tendCopies({ now: new Date(Date.now() + 6 * DAY) });
    expect((await copiesOn(id)).map(({ state }) => state)).toEqual(["verified", "verified"]);
    await tendCopies({ now: new Date(Date.now() + 8 * DAY) });
    const [, healed] = await eventually(async () => {
      const told = await toldOf(id);
      return told.length === 2 && told;
    });
    expect(healed).toMatchObject({ type: "copy.healed", payload: { store: NAME } });
    expect(desk.film.equals(await readFile(join(replica, key)))).toBe(true);
  });

  it("stays lost while nothing sound is left, says so, and is healed once somebody puts the file back", async () => {
    const { id, key } = await deliverKept(desk, 2);
    await spoil(primary, key);
    await rm(join(replica, key));
    await check(id);
    const troubled = await eventually(async () => {
      const rows = await copiesOn(id);
      return rows.every(({ trouble }) => trouble !== null) && rows;
    });
    expect(troubled.map(({ state, trouble }) => [state, trouble?.slice(0, 24)])).toEqual([
      ["altered", "No sound copy is left to"],
      ["missing", "No sound copy is left to"],
    ]);
    expect((await toldOf(id)).map(({ type, payload }) => [type, payload["another_copy"]])).toEqual([
      ["copy.lost", true],
      ["copy.lost", false],
    ]);
    // Nobody tries again and again.
    const jobs = () =>
      db().$queryRaw<
        { count: bigint }[]
      >`SELECT count(*) FROM pgboss.job WHERE name = ${replicateCopies.name} AND singleton_key = ${id}`;
    const before = await jobs();
    await tendCopies({ now: new Date(Date.now() + 5 * MINUTE) });
    expect(await jobs()).toEqual(before);
    // Nor where the second store never had a copy, although a staging copy is on record.
    const second = await db().copy.delete({ where: { deliveryId_store: { deliveryId: id, store: NAME } } });
    await tendCopies({ now: new Date(Date.now() + 5 * MINUTE) });
    expect(await jobs()).toEqual(before);
    await db().copy.create({ data: second });

    await writeFile(join(replica, key), desk.film);
    await tendCopies({ now: new Date(Date.now() + 2 * HOUR) });
    await allVerified(id, 2);
    expect(desk.film.equals(await readFile(join(primary, key)))).toBe(true);
  });

  it("is not made of a store that does not answer: its state stays, and the record says why", async () => {
    const { id, key } = await deliverKept(desk, 2);
    await rm(join(replica, key));
    await symlink(join(replica, key), join(replica, key));
    const { body } = await check(id);
    expect(body["items"]).toMatchObject([
      { store: "local", state: "verified", trouble: null },
      { store: NAME, state: "verified", trouble: "The store did not answer as it should. The worker's log tells why." },
    ]);
    expect(await toldOf(id)).toEqual([]);
    await rm(join(replica, key));
    await writeFile(join(replica, key), desk.film);
    await tendCopies({ now: new Date(Date.now() + 30 * MINUTE) });
    expect((await copiesOn(id)).map(({ trouble }) => trouble === null)).toEqual([true, false]);
    await tendCopies({ now: new Date(Date.now() + 2 * HOUR) });
    await eventually(async () => (await copiesOn(id)).every(({ trouble }) => trouble === null));
  });
});

describe("a check that is asked for", () => {
  it("reads every copy again, and a repeated request asks for no other", async () => {
    const { id } = await deliverKept(desk, 2);
    const before = await copiesOn(id);
    const key = crypto.randomUUID();
    const answers = [await check(id, desk.key, { "idempotency-key": key })];
    answers.push(await check(id, desk.key, { "idempotency-key": key }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const after = await copiesOn(id);
    for (const [at, { verifiedAt }] of after.entries())
      expect(verifiedAt.getTime()).toBeGreaterThan(before[at]?.verifiedAt.getTime() ?? Infinity);
  });

  it("is answered as it stands for who does not wait", async () => {
    const { id } = await deliverKept(desk, 2);
    const answer = await aloneWith(id, () => check(id, desk.key, { prefer: "respond-async" }), undefined);
    expect([answer.status, answer.headers.get("location"), answer.body["checking"]]).toEqual([
      202,
      `/api/v1/deliveries/${id}/copies`,
      true,
    ]);
    await eventually(async () => (await list(id)).body["checking"] === false);
    expect(await isHeld(id)).toBe(false);
  });

  it("wants a published delivery, and the right", async () => {
    expect((await check("dist_00000000000000000000")).status).toBe(404);
    const { body } = await desk.deliver({ duration: 500, path: "/film.mp4" });
    const [failed] = await desk.rows();
    expect([body["code"], failed?.status]).toEqual(["duration_mismatch", "failed"]);
    expect(await check(failed?.id ?? "")).toMatchObject({ status: 409, body: { code: "delivery_not_published" } });
    expect((await check(failed?.id ?? "", await keyOfRole("reviewer"))).status).toBe(403);
    expect((await list(failed?.id ?? "")).body["items"]).toEqual([]);
  });
});

describe("the stores", () => {
  it("are listed with what stands in them, for who manages storage", async () => {
    const admin = await keyOfRole("admin");
    const { body } = await call("GET", "/api/v1/stores", { key: admin });
    const objects = await db().delivery.count({ where: { status: "published" } });
    const counts = { objects, verified: objects, lost: 0, troubled: 0, waiting: 0, bytes: objects * desk.film.length };
    expect(body["items"]).toMatchObject([
      { name: "local", role: "primary", driver: "local", ...counts },
      { name: NAME, role: "replica", driver: "local", ...counts },
    ]);
    expect((await call("GET", "/api/v1/stores", { key: desk.key })).status).toBe(403);
  });
});
