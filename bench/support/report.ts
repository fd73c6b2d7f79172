import { execSync } from "node:child_process";
import { cpus, release, totalmem } from "node:os";

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

/** How far the values lie apart, as a share of their median. */
export function spread(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

/** What is measured, with which versions, on which machine: a figure says nothing without these. */
export function printRun(title: string, versionCommands: readonly string[] = []): void {
  const versions = versionCommands.map((command) => execSync(command, { encoding: "utf8" }).split("\n")[0] ?? "");
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, ${(totalmem() / 1024 ** 3).toFixed(0)} GiB, ${process.platform} ${release()}`;
  console.log([title, machine, `Node ${process.version}`, ...versions].join("\n"));
}

export interface Verdict {
  readonly name: string;
  readonly value: number;
  readonly target: number;
  /** Whether the target is the most that it may be, or the least. */
  readonly bound?: "at most" | "at least";
  /** How far the reference's own runs lay apart; over 0.3 the machine was too restless to judge. */
  readonly referenceSpread?: number;
}

/** Prints how it ended, and makes the process fail where it did not hold. */
export function verdict({ name, value, target, bound = "at most", referenceSpread = 0 }: Verdict): void {
  const restless = referenceSpread > 0.3;
  const fine = bound === "at most" ? value <= target : value >= target;
  const ending = restless ? "NO VERDICT" : fine ? "holds" : "MISSED";
  console.log(`${name}: ${value.toFixed(3)} (target ${bound} ${target}): ${ending}`);
  if (referenceSpread > 0)
    console.log(`The reference's runs lie ${(referenceSpread * 100).toFixed(0)} % apart (at most 30 %).`);
  if (ending !== "holds") process.exitCode = 1;
}
