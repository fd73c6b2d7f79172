/**
 * The audit chain on a database of its own: how fast entries are chained, what a run costs that finds
 * nothing, and how fast a check walks. (`-- audit-chain 1000000` for other lengths.)
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { withDatabase } from "@/lib/cli/with-database";
import { checkChain } from "@/lib/domain/audit/workers/check-chain";
import { extendChain } from "@/lib/domain/audit/workers/extend-chain";
import { databaseUrls } from "@/lib/infra/data-dir";
import { closeDb, db } from "@/lib/infra/db";
import { env, environmentWith } from "@/lib/infra/env";
import { median, printRun, verdict } from "./support/report";
import { withBenchFolder } from "./support/roles";

const IDLE_RUNS = 20;
/** A run that finds nothing happens every two seconds; a walk happens once a day. */
const TARGET_IDLE_MS = 50;
const TARGET_SECONDS_A_MILLION = 60;
const TARGET_ABOVE_MB = 150;

async function measure(entries: number): Promise<void> {
  await fill(entries);
  const seconds = await secondsOf(() => extendChain());
  console.log(`chained: ${entries} in ${seconds.toFixed(1)} s, ${(entries / seconds).toFixed(0)} a second`);
  const idle: number[] = [];
  for (let run = 0; run < IDLE_RUNS; run += 1) idle.push(1000 * (await secondsOf(() => extendChain())));
  console.log(
    `the whole trail compared with the chain: ${((await secondsOf(() => extendChain({ everything: true }))) * 1000).toFixed(0)} ms`,
  );

  const before = megabytes("VmRSS");
  const walk = await secondsOf(() => checkChain({ check_id: randomUUID(), actor_name: "bench" }));
  const above = megabytes("VmHWM") - before;
  const check = await db().auditCheck.findFirst();
  if (check?.intact !== true || Number(check.chained) !== entries)
    throw new Error(`The check found: ${check?.finding ?? "nothing"}`);
  console.log(
    `walked: ${entries} in ${walk.toFixed(1)} s, ${(entries / walk).toFixed(0)} a second, ${above.toFixed(0)} MB above what was held before`,
  );
  verdict({ name: "ms of a run that finds nothing, median", value: median(idle), target: TARGET_IDLE_MS });
  verdict({ name: "seconds to walk a million", value: (walk / entries) * 1e6, target: TARGET_SECONDS_A_MILLION });
  verdict({ name: "MB above, at most", value: above, target: TARGET_ABOVE_MB });
}

/** One entry each second up to now, as a busy desk writes them. */
async function fill(entries: number): Promise<void> {
  const owner = new Client({ connectionString: databaseUrls(env()).ownerUrl });
  await owner.connect();
  await owner.query(
    `INSERT INTO audit_entries (id, at, actor_id, actor_name, door, operation, subject, outcome, request_id, address)
     SELECT uuidv7(n * interval '-1 second'), now() - n * interval '1 second', 'user:' || n % 50, 'Somebody ' || n % 50,
            'desk', 'videos.edit', 'video:vid_' || md5(n::text), 'done', gen_random_uuid()::text, '203.0.113.7'
     FROM generate_series(1, $1::int) n`,
    [entries],
  );
  await owner.query("VACUUM ANALYZE audit_entries");
  await owner.end();
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function megabytes(line: "VmRSS" | "VmHWM"): number {
  const [, kb] = new RegExp(`^${line}:\\s+(\\d+) kB`, "m").exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return (Number(kb) * 1024) / 1e6;
}

const entries = Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 100_000);
if (process.argv.includes("--as-desk")) {
  await withDatabase(async () => {
    await measure(entries);
    await closeDb();
  });
} else {
  printRun(`The audit chain at ${entries} entries`);
  await withBenchFolder(async (folder) => {
    // As root the database is another user, who has to pass through.
    await chmod(folder, 0o711);
    const child = fork(import.meta.filename, ["--as-desk", String(entries)], {
      env: environmentWith({ MARQUEE_DATA_DIR: folder, DATABASE_URL: "", DATABASE_OWNER_URL: "", LOG_LEVEL: "silent" }),
    });
    const [code] = (await once(child, "exit")) as [number | null];
    process.exitCode = code ?? 1;
  });
}
