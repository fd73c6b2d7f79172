import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { insideCaller } from "@/lib/core/caller";
import { publishFinalAsset } from "@/lib/domain/deliveries/operations/publish-final-asset";
import { db } from "@/lib/infra/db";
import { FAILPOINTS, type Failpoint } from "@/lib/infra/failpoint";
import { perform } from "@/lib/infra/operation";
import { programPath } from "@/lib/infra/program";
import { serveSource } from "@/lib/testing/servers/source-server";
import { eventually } from "@/lib/testing/worker";

const film = await readFile("prisma/seed/films/harbour-at-night.mp4");
const checksum = `sha256:${createHash("sha256").update(film).digest("hex")}`;
const source = await serveSource(film);
Object.assign(process.env, { OUTBOUND_ALLOW: source.host, WORKER_HEARTBEAT_SECONDS: "10" });

const dataDir = process.env["MARQUEE_DATA_DIR"] ?? "";
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

const projectOf = (failpoint: Failpoint) => failpoint.replaceAll("-", "_");
const deliver = (failpoint: Failpoint, waitMs: number) =>
  perform(
    publishFinalAsset,
    {
      project_id: projectOf(failpoint),
      final_edit: { video_url: source.url("/film.mp4"), duration_seconds: 10, checksum },
      qc_report: { status: "pass" },
    },
    insideCaller("cli", "crash"),
    { waitMs },
  );
const filesOf = async (failpoint: Failpoint) => {
  const folder = join(dataDir, "storage", projectOf(failpoint));
  return (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
};
const rowOf = (failpoint: Failpoint) => db().delivery.findFirstOrThrow({ where: { projectId: projectOf(failpoint) } });

it("a worker killed at any point of a delivery leaves no partial object, a clear end, and something that a second call heals", async () => {
  for (const failpoint of FAILPOINTS) {
    const worker = startWorker(failpoint);
    await deliver(failpoint, 0);
    const [, signal] = (await once(worker, "exit")) as [number | null, string | null];
    expect([failpoint, signal]).toEqual([failpoint, "SIGKILL"]);
    for (const file of (await filesOf(failpoint)).filter((name) => name.endsWith(".mp4"))) {
      expect(await readFile(file), `${failpoint}: what stands under the final name is whole`).toEqual(film);
    }
  }

  startWorker();
  for (const failpoint of FAILPOINTS) {
    const row = await eventually(async () => {
      const now = await rowOf(failpoint);
      return (now.status === "published" || now.status === "failed") && now;
    }, 60_000);
    const expected = failpoint === "delivery-after-publish" ? ["published", null] : ["failed", "worker_lost"];
    expect([failpoint, row.status, row.errorCode]).toEqual([failpoint, ...expected]);
  }

  for (const failpoint of FAILPOINTS) {
    expect(await deliver(failpoint, 20_000), failpoint).toHaveProperty("distribution_record.audit_log_id");
    const { status, run } = await rowOf(failpoint);
    expect([failpoint, status, run]).toEqual([failpoint, "published", failpoint === "delivery-after-publish" ? 1 : 2]);
  }

  // What the dead left is swept once their runs are closed: one whole object each, and no part in staging.
  await eventually(
    async () => !(await readdir(join(dataDir, "staging"))).some((name) => name.endsWith(".part")),
    20_000,
  );
  for (const failpoint of FAILPOINTS) {
    await eventually(async () => (await filesOf(failpoint)).length === 1);
    const [file = ""] = await filesOf(failpoint);
    expect(await readFile(file), failpoint).toEqual(film);
  }
}, 180_000);
