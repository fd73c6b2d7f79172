import { mkdtempSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { standingCopy } from "@/lib/infra/storage/standing-copy";
import { call, keyOfRole, type Answered } from "@/lib/testing/call";
import { allVerified, copiesOn, deliverKept, spoil } from "@/lib/testing/copies";
import { delivering } from "@/lib/testing/delivering";
import { eventually } from "@/lib/testing/worker";
import { aloneWith } from "./alone";
import { moveObjects as moveJob } from "./jobs";
import { moveObjects } from "./workers/move-objects";
import { tendCopies } from "./workers/tend-copies";

const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), "marquee-replica-")));
const [first = "", second = ""] = folders;
process.env["STORAGE_REPLICAS"] = folders.map((folder) => `local:${folder}`).join(",");
const [FIRST, SECOND] = [`local:${first}`, `local:${second}`];

const desk = await delivering();
const primary = join(desk.dataDir, "storage");
let admin = "";
beforeAll(async () => {
  admin = await keyOfRole("admin");
});
afterEach(async () => {
  // Each story begins with no film and no move: what is not published is nobody's to copy.
  await db().storageMove.deleteMany();
  await db().delivery.updateMany({ data: { status: "failed" } });
  await db().copy.deleteMany();
});

const start = (source: string, target: string, remove = false) =>
  call("POST", "/api/v1/storage-moves", { key: admin, body: { source, target, remove_source: remove } });
const act = (verb: "stop" | "resume", id: string, headers: Record<string, string> = {}) =>
  call("POST", `/api/v1/storage-moves/{id}/${verb}`, { key: admin, params: { id }, headers });
const get = (id: string) => call("GET", "/api/v1/storage-moves/{id}", { key: admin, params: { id } });
const ended = ({ body }: Answered) =>
  eventually(async () => {
    const move = await get(String(body["id"]));
    return move.body["status"] !== "running" && move.body;
  }, 40_000);
const films = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".mp4")).length;
const kept = async (count: number) => {
  const made = [];
  for (let at = 0; at < count; at += 1) made.push(await deliverKept(desk, 3, `p${at}`));
  return made.toSorted((a, b) => (a.id < b.id ? -1 : 1));
};
/** As if the second store had just been named: nothing is there and nothing is on record. */
async function emptySecond(): Promise<void> {
  await db().copy.deleteMany({ where: { store: SECOND } });
  for (const name of await readdir(second)) await rm(join(second, name), { recursive: true });
}

/** Each story delivers and moves several films for real. */
describe("a move", { timeout: 60_000 }, () => {
  it("brings every film of a store into another, counts each once, and leaves what is there", async () => {
    await kept(3);
    await emptySecond();
    const begun = await start("local", SECOND);
    expect(begun).toMatchObject({
      status: 201,
      body: { status: "running", total: 3, done: 0, created_by: "test admin" },
    });
    expect(begun.headers.get("location")).toBe(`/api/v1/storage-moves/${String(begun.body["id"])}`);
    const bytes = 3 * desk.film.length;
    expect(await ended(begun)).toMatchObject({
      status: "finished",
      done: 3,
      failed: 0,
      done_bytes: bytes,
      trouble: null,
    });
    expect(await db().copy.count({ where: { state: "verified" } })).toBe(9);
    // Everything is there already: nothing to see to.
    expect(await ended(await start("local", SECOND))).toMatchObject({ status: "finished", total: 0, done: 0 });
    const { body } = await call("GET", "/api/v1/storage-moves", { key: admin, query: { limit: "1" } });
    expect([(body["items"] as unknown[]).length, body["next_cursor"] === null]).toEqual([1, false]);
  });

  it("takes the source's copies away once the target's are verified; films stay playable, and do not come back", async () => {
    const made = await kept(2);
    const before = await films(primary);
    expect(await ended(await start("local", SECOND, true))).toMatchObject({ status: "finished", done: 2, total: 2 });
    expect(await films(primary)).toBe(before - 2);
    for (const { id, key } of made) {
      const rows = await copiesOn(id);
      expect(rows.map(({ store }) => store).toSorted()).toEqual([FIRST, SECOND].toSorted());
      expect((await standingCopy(rows)).bytes).toBe(desk.film.length);
      const delivery = await call("GET", "/api/v1/deliveries/{id}", { key: admin, params: { id } });
      expect(delivery.body["distribution_record"]).toMatchObject({ storage_location: `local://${second}/${key}` });
    }
    await tendCopies({ now: new Date(Date.now() + 5 * MINUTE) });
    const { body } = await call("GET", "/api/v1/stores", { key: admin });
    expect((body["items"] as object[])[0]).toMatchObject({ name: "local", objects: 0 });
    // What is published from now on goes to every store again; and a move back brings the rest.
    await deliverKept(desk, 3, "later");
    expect(await ended(await start(SECOND, "local"))).toMatchObject({ status: "finished", done: 2, total: 2 });
    for (const { id } of made) await allVerified(id, 3);
  });

  it("checks a copy that the target had before it relies on it", async () => {
    const [film] = await kept(1);
    await spoil(second, film?.key ?? "");
    expect(await ended(await start(FIRST, SECOND, true))).toMatchObject({ status: "finished", done: 1, failed: 0 });
    expect(desk.film.equals(await readFile(join(second, film?.key ?? "")))).toBe(true);
    await eventually(async () => (await copiesOn(film?.id ?? "")).every(({ state }) => state === "verified"));
  });

  it("leaves a film behind that has no sound copy, never its last file, and tries it again when it is resumed", async () => {
    const [lost, sound] = await kept(2);
    const key = lost?.key ?? "";
    await spoil(primary, key);
    await rm(join(second, key));
    await rm(join(first, key));
    await db().copy.deleteMany({ where: { deliveryId: lost?.id ?? "", store: SECOND } });
    const move = await ended(await start("local", SECOND, true));
    expect(move).toMatchObject({ status: "finished", done: 1, failed: 1, total: 2 });
    expect(move["trouble"]).toBe(`${lost?.id}: No sound copy of this film is left anywhere.`);
    expect((await readFile(join(primary, key))).length).toBe(desk.film.length);

    await writeFile(join(primary, key), desk.film);
    await db().copy.updateMany({ where: { deliveryId: lost?.id ?? "" }, data: { state: "verified", trouble: null } });
    const resumed = await act("resume", String(move["id"]));
    expect(resumed).toMatchObject({
      status: 200,
      body: { status: "running", done: 1, failed: 0, total: 2, ended_at: null },
    });
    expect(await ended(resumed)).toMatchObject({ status: "finished", done: 2, failed: 0, total: 2 });
    expect((await copiesOn(sound?.id ?? "")).map(({ store }) => store)).not.toContain("local");
  });

  it("stops in the middle, and goes on from there", async () => {
    const made = await kept(3);
    await emptySecond();
    // Somebody else is at work on the second film, so the move waits there.
    const stopped = await aloneWith(
      made[1]?.id ?? "",
      async () => {
        const begun = await start("local", SECOND);
        const id = String(begun.body["id"]);
        await eventually(async () => (await get(id)).body["done"] === 1);
        expect((await act("stop", id, { "if-match": '"7"' })).status).toBe(412);
        const answer = await act("stop", id, { "if-match": '"0"' });
        expect([answer.status, answer.headers.get("etag"), answer.body["status"]]).toEqual([200, '"1"', "stopped"]);
        expect(await act("stop", id)).toMatchObject({ status: 200, body: { status: "stopped", revision: 1 } });
        const jobs = () =>
          db().$queryRaw<{ id: string }[]>`
            SELECT id FROM pgboss.job WHERE name = ${moveJob.name} AND singleton_key = ${id} AND state < 'completed'`;
        await eventually(async () => (await jobs()).length === 0);
        return answer;
      },
      undefined,
    );
    expect((await get(String(stopped.body["id"]))).body["done"]).toBe(1);
    const resumed = await act("resume", String(stopped.body["id"]));
    expect(resumed.body).toMatchObject({ total: 3, done: 1 });
    expect(await ended(resumed)).toMatchObject({ status: "finished", done: 3, total: 3 });
    // Nothing was left behind and nothing came since: it ends as soon as it has looked.
    const again = await act("resume", String(stopped.body["id"]));
    expect(await ended(again)).toMatchObject({ status: "finished", done: 3, total: 3 });
  });

  it("counts no film twice when two workers go on with it, and goes on when its job is gone", async () => {
    await kept(3);
    await emptySecond();
    const move = await db().storageMove.create({
      data: {
        source: FIRST,
        target: SECOND,
        removeSource: true,
        total: 3,
        totalBytes: 0,
        createdAt: new Date(),
        createdBy: "test",
      },
    });
    await Promise.all([moveObjects({ moveId: move.id }), moveObjects({ moveId: move.id })]);
    expect((await get(move.id)).body).toMatchObject({ status: "finished", done: 3, failed: 0 });
    const orphan = await db().storageMove.create({
      data: {
        source: SECOND,
        target: FIRST,
        removeSource: false,
        total: 3,
        totalBytes: 0,
        createdAt: new Date(),
        createdBy: "test",
      },
    });
    await tendCopies();
    expect(await ended(await get(orphan.id))).toMatchObject({ status: "finished", done: 3 });
  });

  it("wants two stores of the settings, one move at a time, and the right", async () => {
    const [film] = await kept(1);
    expect(await start("local", "local")).toMatchObject({ status: 400, body: { code: "same_store" } });
    expect(await start("local", "s3:nowhere/bucket")).toMatchObject({ status: 400, body: { code: "store_unknown" } });
    await emptySecond();
    await aloneWith(
      film?.id ?? "",
      async () => {
        const begun = await start("local", SECOND);
        expect(await start("local", FIRST)).toMatchObject({
          status: 409,
          body: { code: "move_running", id: begun.body["id"] },
        });
        expect(await act("resume", String(begun.body["id"]))).toMatchObject({
          status: 409,
          body: { code: "invalid_state_transition" },
        });
        await act("stop", String(begun.body["id"]));
      },
      undefined,
    );
    expect((await get(crypto.randomUUID())).status).toBe(404);
    expect((await act("stop", "nothing")).status).toBe(404);
    const body = { source: "local", target: SECOND };
    expect((await call("POST", "/api/v1/storage-moves", { key: desk.key, body })).status).toBe(403);
  });
});
