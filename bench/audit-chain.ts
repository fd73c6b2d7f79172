/**
 * The audit chain on a database of its own: how fast entries are chained, what a run costs that finds
 * nothing, and how fast a check walks. (`-- audit-chain 1000000` for other lengths.)
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { checkChain } from "@/lib/domain/audit/workers/check-chain";
import { extendChain } from "@/lib/domain/audit/workers/extend-chain";
import { db } from "@/lib/infra/db";
import { median, verdict } from "./support/report";
import { withTrail } from "./support/trail";

const IDLE_RUNS = 20;
/** A run that finds nothing happens every two seconds; a walk happens once a day. */
const TARGET_IDLE_MS = 50;
const TARGET_SECONDS_A_MILLION = 60;
const TARGET_ABOVE_MB = 150;

async function measure(entries: number): Promise<void> {
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

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function megabytes(line: "VmRSS" | "VmHWM"): number {
  const [, kb] = new RegExp(`^${line}:\\s+(\\d+) kB`, "m").exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return (Number(kb) * 1024) / 1e6;
}

await withTrail("The audit chain", measure);
