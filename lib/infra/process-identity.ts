import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Tells one process from another that was given the same number later: the moment it started, with
 * the boot it belongs to. Undefined when no such process lives (a zombie does not).
 */
export function identifyProcess(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, as another user.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return undefined;
  }
  const stat = readStat(pid);
  if (stat === undefined) return askPs(pid, "lstart=");
  if (stat.state === "Z" || stat.state === "X") return undefined;
  return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${stat.start}`;
}

/** What Linux keeps of a process in /proc; undefined elsewhere, or when it has ended. */
function readStat(pid: number): { state: string; parent: number; start: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in brackets, may hold spaces: the fields are counted behind it, from the third on.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", parent: Number(fields[1]), start: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}

/** The parent of a living process; undefined when it cannot be told. */
function parentOf(pid: number): number | undefined {
  const parent = readStat(pid)?.parent ?? Number(askPs(pid, "ppid="));
  return Number.isInteger(parent) && parent > 1 ? parent : undefined;
}

/** The nearest of a process's ancestors whose command line matches; undefined when none does. */
export function findAncestor(pid: number, command: RegExp): number | undefined {
  for (let ancestor = parentOf(pid); ancestor !== undefined; ancestor = parentOf(ancestor)) {
    if (command.test(commandOf(ancestor))) return ancestor;
  }
  return undefined;
}

/** The command line of a living process, arguments joined by spaces; empty when it cannot be read. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return askPs(pid, "command=") ?? "";
  }
}

function askPs(pid: number, column: string): string | undefined {
  try {
    return (
      execFileSync("ps", ["-p", String(pid), "-o", column], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}

/** Waits until a process is gone. Says whether it went within the time given. */
export async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (identifyProcess(pid) !== undefined) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}
