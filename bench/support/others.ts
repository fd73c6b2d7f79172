import { readFileSync } from "node:fs";

/**
 * Watches how much of the machine's CPU goes to processes that are not part of the benchmark, as a
 * share of all cores (kernel threads count as others). A side that uses two cores suffers from a busy
 * machine more than one that uses one, and the spread of the reference does not show that.
 */
export function watchOthers(pids: readonly number[]): () => number {
  const before = { machine: machineTicks(), ours: ownTicks(pids) };
  return () => {
    const machine = machineTicks();
    const busy = machine.busy - before.machine.busy - (ownTicks(pids) - before.ours);
    return Math.max(0, busy) / (machine.all - before.machine.all);
  };
}

function machineTicks(): { busy: number; all: number } {
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softIrq = 0, steal = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const busy = user + nice + system + irq + softIrq + steal;
  return { busy, all: busy + idle + wait };
}

/** User and system time of these processes and of the children they have waited for (proc_pid_stat, 14 to 17). */
function ownTicks(pids: readonly number[]): number {
  return pids
    .flatMap((pid) => {
      const text = readFileSync(`/proc/${pid}/stat`, "utf8");
      return text
        .slice(text.lastIndexOf(")") + 2)
        .split(" ")
        .slice(11, 15)
        .map(Number);
    })
    .reduce((sum, ticks) => sum + ticks, 0);
}
