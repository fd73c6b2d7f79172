/**
 * P6: what an approved film costs to take in: URL → sha256 → disk → verifying re-read → stored, over
 * loopback, against `curl -o f && openssl dgst -sha256 f`. Wall clock by wall clock, A B A B.
 */
import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { watchOthers } from "./support/others";
import { median, printRun, spread, verdict } from "./support/report";
import { playRole, startSource, startWorker, withBenchFolder } from "./support/roles";

const BYTES = 1024 ** 3;
const PAIRS = 5;
const TARGET = 1.3;

async function main(): Promise<void> {
  printRun(`P6: ${BYTES / 1024 ** 2} MiB taken in ÷ curl && openssl dgst, ${PAIRS} pairs`, [
    "curl --version",
    "openssl version",
  ]);
  const pairs: { ours: number; reference: number; ratio: number }[] = [];
  await withBenchFolder(async (folder) => {
    const source = await startSource(import.meta.filename);
    const worker = await startWorker(import.meta.filename, folder);
    const url = source.urlOf(BYTES);
    const shareOfOthers = watchOthers([process.pid, source.pid, worker.pid]);
    // The first pair warms the compiler and the page tables and does not count.
    for (let pair = 0; pair <= PAIRS; pair += 1) {
      settleDisk();
      const { ms: ours, sha256 } = await worker.carry(url);
      settleDisk();
      const reference = await timeReference({ url, file: join(folder, "reference.mp4"), sha256 });
      if (pair === 0) continue;
      pairs.push({ ours, reference, ratio: ours / reference });
      console.log(`${pair}: ${ours.toFixed(0)} ms ÷ ${reference.toFixed(0)} ms = ${(ours / reference).toFixed(3)}`);
    }
    console.log(`Other processes used ${(shareOfOthers() * 100).toFixed(0)} % of the machine's CPU meanwhile.`);
    worker.stop();
    source.stop();
  });
  verdict({
    name: "median of the ratios",
    value: median(pairs.map(({ ratio }) => ratio)),
    target: TARGET,
    referenceSpread: spread(pairs.map(({ reference }) => reference)),
  });
}

async function timeReference({ url, file, sha256 }: { url: string; file: string; sha256: string }): Promise<number> {
  const began = performance.now();
  const printed = execFileSync("sh", ["-c", 'curl -sf -o "$1" "$0" && openssl dgst -sha256 "$1"', url, file], {
    encoding: "utf8",
  });
  const ms = performance.now() - began;
  if (!printed.includes(sha256)) throw new Error("The two sides did not take in the same bytes.");
  await rm(file);
  return ms;
}

/** What one side left to be written must not be paid for by the other. */
function settleDisk(): void {
  execFileSync("sync");
}

if (!(await playRole(process.argv[2]))) await main();
