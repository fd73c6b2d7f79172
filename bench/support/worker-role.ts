import { readFileSync } from "node:fs";
import { z } from "zod";
import { openSource } from "@/lib/infra/outbound/open-source";
import { dropStaged } from "@/lib/infra/staging/drop-staged";
import { stageSource } from "@/lib/infra/staging/stage-source";
import { primaryStore } from "@/lib/infra/storage/stores";

export const Carried = z.object({
  /** From the request to the verified object under its final name. */
  ms: z.number(),
  sha256: z.string(),
  /** What the process held before it began, and the most it ever held (VmHWM). */
  idleKb: z.number(),
  peakKb: z.number(),
});
export type Carried = z.infer<typeof Carried>;

const PART = { deliveryId: "dist_bench", run: 1 };
const KEY = "bench/film.mp4";

/** Carries every film it is told of, as the worker's delivery does between two of its transactions. */
export function playWorker(): void {
  process.on("message", (url) => void carry(String(url)).then((carried) => process.send?.(carried)));
  process.send?.("ready");
}

async function carry(url: string): Promise<Carried> {
  const idleKb = memory("VmRSS");
  const began = performance.now();
  const source = await openSource({ url, allow: [new URL(url).host], maxBytes: Number.MAX_SAFE_INTEGER });
  const { path: file, sha256, bytes } = await stageSource({ ...PART, source });
  await primaryStore().put({ key: KEY, file, sha256, bytes });
  const ms = performance.now() - began;
  const peakKb = memory("VmHWM");
  await dropStaged(PART);
  await primaryStore().remove(KEY);
  return { ms, sha256, idleKb, peakKb };
}

function memory(line: "VmRSS" | "VmHWM"): number {
  const [, kb] = new RegExp(`^${line}:\\s+(\\d+) kB`, "m").exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return Number(kb);
}
