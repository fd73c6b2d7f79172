import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { insideCaller } from "@/lib/core/caller";
import { publishFinalAsset } from "@/lib/domain/deliveries/operations/publish-final-asset";
import { db } from "@/lib/infra/db";
import { MOVE_FAILPOINTS, type Failpoint } from "@/lib/infra/failpoint";
import { perform } from "@/lib/infra/operation";
import { programPath } from "@/lib/infra/program";
import { serveSource } from "@/lib/testing/servers/source-server";
import { eventually } from "@/lib/testing/worker";
import { startMove } from "./operations/start-move";

const film = await readFile("prisma/seed/films/harbour-at-night.mp4");
const checksum = `sha256:${createHash("sha256").update(film).digest("hex")}`;
const source = await serveSource(film);
const folder = mkdtempSync(join(tmpdir(), "marquee-replica-"));
const target = `local:${folder}`;
Object.assign(process.env, {
  OUTBOUND_ALLOW: source.host,
  WORKER_HEARTBEAT_SECONDS: "10",
  STORAGE_REPLICAS: target,
});
const primary = join(process.env["MARQUEE_DATA_DIR"] ?? "", "storage");
const caller = insideCaller("cli", "crash");
const PREFIXES = ["a", "b", "c"];

const workers: ChildProcess[] = [];
function startWorker(failpoint?: Failpoint): ChildProcess {
  const env = { ...process.env, ...(failpoint ? { MARQUEE_FAILPOINT: failpoint } : {}) };
  const worker = spawn(process.execPath, [programPath("worker")], { env, stdio: "ignore" });
  workers.push(worker);
  return worker;
}

afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await source.close();
});

const filmsIn = async (place: string) =>
  (await readdir(place, { recursive: true })).filter((name) => name.endsWith(".mp4")).map((name) => join(place, name));

it("a worker killed at any moment of a move loses no film, counts none twice and none too few", async () => {
  const first = startWorker();
  for (const prefix of PREFIXES) {
    const asset = {
      project_id: "moving",
      final_edit: { video_url: source.url("/film.mp4"), duration_seconds: 10, checksum },
      qc_report: { status: "pass" },
      distribution_settings: { storage_prefix: prefix },
    };
    await perform(publishFinalAsset, asset, caller, { waitMs: 30_000 });
  }
  await eventually(async () => (await db().copy.count({ where: { state: "verified" } })) === 6, 30_000);
  first.kill("SIGKILL");

  const move = await perform(startMove, { source: "local", target, remove_source: true }, caller);
  for (const failpoint of MOVE_FAILPOINTS) {
    const [, signal] = (await once(startWorker(failpoint), "exit")) as [number | null, string | null];
    expect([failpoint, signal]).toEqual([failpoint, "SIGKILL"]);
    // Wherever it died, every film stands whole in the target, which nothing is taken from.
    for (const file of await filmsIn(folder)) expect(film.equals(await readFile(file)), failpoint).toBe(true);
    expect(await filmsIn(folder)).toHaveLength(PREFIXES.length);
  }

  startWorker();
  const ended = await eventually(async () => {
    const row = await db().storageMove.findUniqueOrThrow({ where: { id: move.id } });
    return row.status === "finished" && row;
  }, 60_000);
  expect([ended.done, ended.total, ended.failed, ended.doneBytes]).toEqual([3, 3, 0, BigInt(3 * film.length)]);
  expect(await filmsIn(primary)).toEqual([]);
  const copies = await db().copy.findMany();
  expect(copies.map(({ store, state }) => [store, state])).toEqual(PREFIXES.map(() => [target, "verified"]));
}, 180_000);
