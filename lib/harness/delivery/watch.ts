import { readFileSync } from "node:fs";
import type { HarnessDesk } from "../desk";
import type { Ledger } from "../proof";

const MIB = 1024 * 1024;
const EVERY_MS = 100;

/** What two processes did while a proof ran. */
export interface Watched {
  /** Looks into it, and writes down the figures: how many MiB each may have at most, and above its start. */
  tell(ledger: Ledger, limits: { most: number; above: Readonly<Record<string, number>> }): void;
}

/** Resident memory in bytes; undefined where there is no /proc, or no process. */
function memoryOf(pid: number | undefined): number | undefined {
  try {
    const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kib === undefined ? undefined : Number(kib) * 1024;
  } catch {
    return undefined;
  }
}

/** Watches the memory and the lives of web and worker from now on. */
export function watchProcesses({ processes }: Pick<HarnessDesk, "processes">): Watched {
  const seen = Object.entries(processes).map(([name, process]) => {
    const pid = process.pid();
    const start = memoryOf(pid) ?? 0;
    return { name, process, pid, start, most: start, series: [] as number[] };
  });
  const timer = setInterval(() => {
    for (const one of seen) {
      const now = memoryOf(one.process.pid()) ?? 0;
      one.most = Math.max(one.most, now);
      one.series.push(now);
    }
  }, EVERY_MS);
  return {
    tell(ledger, { most, above }) {
      clearInterval(timer);
      for (const one of seen) {
        const [peak, start] = [Math.round(one.most / MIB), Math.round(one.start / MIB)];
        const [still, room] = [one.process.pid(), above[one.name] ?? 0];
        ledger.look(`the ${one.name} lives on`, still === one.pid, `it was process ${one.pid} and is ${still}`);
        ledger.look(
          `the ${one.name} stays below ${most} MiB and within ${room} MiB of its start`,
          peak < most && peak - start <= room,
          `${start} MiB at the start, ${peak} MiB at most`,
        );
        const quarters = [0.25, 0.5, 0.75, 1].map(
          (part) => one.series[Math.floor((one.series.length - 1) * part)] ?? 0,
        );
        ledger.figure(
          `${one.name} MiB`,
          `${start}→${quarters.map((bytes) => Math.round(bytes / MIB)).join("→")}, ${peak} at most`,
        );
      }
    },
  };
}
