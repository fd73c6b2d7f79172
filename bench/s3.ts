/**
 * P8: what an approved film costs to take in and to store, verified, in an S3 server on the same machine:
 * URL → sha256 → disk → parts → verified object, against `curl -o f`, `openssl dgst -sha256 f` and
 * `curl -T f` to the same server. Wall clock by wall clock, A B A B. (`-- s3 256` for other sizes in MiB.)
 */
import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { startSwift, type Swift } from "@/lib/testing/servers/swift";
import { watchOthers } from "./support/others";
import { median, printRun, spread, verdict } from "./support/report";
import { playRole, startSource, startWorker, withBenchFolder } from "./support/roles";
import { settingsFor } from "./support/swift-settings";

const MIB = 1024 ** 2;
const PAIRS = 5;
const TARGET = 1.2;

async function main(size: number): Promise<void> {
  printRun(`P8: ${size} MiB taken in and stored in Swift ÷ curl && openssl dgst && curl -T, ${PAIRS} pairs`, [
    "curl --version",
    "openssl version",
  ]);
  const swift = await startSwift();
  const pairs: { ours: number; reference: number }[] = [];
  const measure = withBenchFolder(async (folder) => {
    const bucket = await swift.makeBucket();
    const source = await startSource(import.meta.filename);
    const worker = await startWorker(import.meta.filename, folder, settingsFor(swift, bucket));
    const url = source.urlOf(size * MIB);
    const shareOfOthers = watchOthers([process.pid, source.pid, worker.pid, ...swift.pids]);
    // The first pair warms the compiler and the page tables and does not count.
    for (let pair = 0; pair <= PAIRS; pair += 1) {
      settleDisk();
      const { ms: ours, sha256 } = await worker.carry(url);
      settleDisk();
      const reference = await timeReference({ swift, bucket, url, file: join(folder, "reference.mp4"), sha256 });
      if (pair === 0) continue;
      pairs.push({ ours, reference });
      console.log(`${pair}: ${ours.toFixed(0)} ms ÷ ${reference.toFixed(0)} ms = ${(ours / reference).toFixed(3)}`);
    }
    console.log(`Other processes used ${(shareOfOthers() * 100).toFixed(0)} % of the machine's CPU meanwhile.`);
    worker.stop();
    source.stop();
  });
  try {
    await measure;
  } finally {
    await swift.close();
  }
  verdict({
    name: "median of the ratios",
    value: median(pairs.map(({ ours, reference }) => ours / reference)),
    target: TARGET,
    referenceSpread: spread(pairs.map(({ reference }) => reference)),
  });
}

interface Reference {
  readonly swift: Swift;
  readonly bucket: string;
  readonly url: string;
  readonly file: string;
  readonly sha256: string;
}

async function timeReference({ swift, bucket, url, file, sha256 }: Reference): Promise<number> {
  const { endpoint, region } = swift;
  const client = new S3Client({
    endpoint,
    region,
    credentials: swift,
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  const object = { Bucket: bucket, Key: "bench/reference.mp4" };
  const target = await getSignedUrl(client, new PutObjectCommand(object), { expiresIn: 3600 });
  const began = performance.now();
  const script = 'curl -sf -o "$1" "$0" && openssl dgst -sha256 "$1" && curl -sf -T "$1" "$2"';
  const printed = execFileSync("sh", ["-c", script, url, file, target], { encoding: "utf8" });
  const ms = performance.now() - began;
  if (!printed.includes(sha256)) throw new Error("The two sides did not take in the same bytes.");
  await client.send(new DeleteObjectCommand(object));
  client.destroy();
  await rm(file);
  return ms;
}

/** What one side left to be written must not be paid for by the other. */
function settleDisk(): void {
  execFileSync("sync");
}

if (!(await playRole(process.argv[2]))) {
  await main(Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 1024));
}
