/**
 * P7: taking in a film of 1 GiB needs no more memory than one of 64 MiB. Each film is carried by a
 * process of its own, whose peak is the kernel's VmHWM. (`-- memory 4096` for other sizes in MiB,
 * `-- memory 4096 s3` for films that are stored in an S3 server.)
 */
import { startSwift } from "@/lib/testing/servers/swift";
import { median, printRun, verdict } from "./support/report";
import { playRole, startSource, startWorker, withBenchFolder } from "./support/roles";
import { settingsFor } from "./support/swift-settings";

const MIB = 1024 ** 2;
const SMALL = 64;
const PAIRS = 5;
const TARGET_RATIO = 1.1;
const TARGET_ABOVE_IDLE = 96;

async function main(large: number, inS3: boolean): Promise<void> {
  printRun(
    `P7: peak memory at ${large} MiB ÷ at ${SMALL} MiB, stored in ${inS3 ? "Swift" : "a folder"}, ${PAIRS} pairs`,
  );
  const swift = inS3 ? await startSwift() : null;
  const ratios: number[] = [];
  const aboveIdle: number[] = [];
  const measure = withBenchFolder(async (folder) => {
    const source = await startSource(import.meta.filename);
    const settings = swift ? settingsFor(swift, await swift.makeBucket()) : {};
    for (let pair = 1; pair <= PAIRS; pair += 1) {
      const peaks: { peakMb: number; aboveIdleMb: number }[] = [];
      for (const size of [large, SMALL]) {
        const worker = await startWorker(import.meta.filename, folder, settings);
        const { idleKb, peakKb } = await worker.carry(source.urlOf(size * MIB));
        worker.stop();
        peaks.push({ peakMb: (peakKb * 1024) / 1e6, aboveIdleMb: ((peakKb - idleKb) * 1024) / 1e6 });
      }
      const [big, small] = peaks;
      if (!big || !small) throw new Error("A side was not measured.");
      ratios.push(big.peakMb / small.peakMb);
      aboveIdle.push(big.aboveIdleMb);
      console.log(
        `${pair}: ${big.peakMb.toFixed(0)} MB ÷ ${small.peakMb.toFixed(0)} MB = ${(big.peakMb / small.peakMb).toFixed(3)}, ${big.aboveIdleMb.toFixed(0)} MB above idle`,
      );
    }
    source.stop();
  });
  try {
    await measure;
  } finally {
    await swift?.close();
  }
  verdict({ name: "median of the ratios", value: median(ratios), target: TARGET_RATIO });
  verdict({ name: "MB above idle, the worst", value: Math.max(...aboveIdle), target: TARGET_ABOVE_IDLE });
}

if (!(await playRole(process.argv[2]))) {
  const size = process.argv.slice(2).find((argument) => /^\d+$/.test(argument));
  await main(Number(size ?? 1024), process.argv.includes("s3"));
}
