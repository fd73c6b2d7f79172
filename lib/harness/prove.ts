import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/lib/infra/project-root";
import { startHarnessDesk } from "./desk";
import type { Outcome, Proof, Size } from "./proof";

type Report = Outcome & { readonly name: string; readonly promise: string; readonly seconds: number };

/**
 * Puts a list of promises to the test, one after the other, on one desk that is started for it and
 * thrown away. Leaves `dist/harness/<title>.json`, and beside it what web and worker said. Returns whether all of them hold.
 */
export async function prove(
  title: string,
  proofs: readonly Proof[],
  size: Size,
  say: (line: string) => void,
): Promise<boolean> {
  const folder = join(projectRoot(), "dist/harness");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const desk = await startHarnessDesk(say);
  const reports: Report[] = [];
  try {
    for (const proof of proofs) {
      say(`${proof.name}: ${proof.promise}`);
      const began = performance.now();
      const outcome = await proof.run(desk, size).catch(brokenOff);
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      reports.push({ name: proof.name, promise: proof.promise, ...outcome, seconds });
      for (const finding of outcome.findings) say(`  ${finding}`);
      say(`${proof.name}: ${outcome.passed} passed, ${outcome.failed} failed in ${seconds} s`);
    }
  } finally {
    say("stopping the desk");
    cpSync(join(desk.dataDir, "logs"), join(folder, "logs"), { recursive: true });
    await desk.stop();
  }
  writeFileSync(join(folder, `${title}.json`), `${JSON.stringify({ title, size, proofs: reports }, null, 2)}\n`);
  for (const line of table(reports)) say(line);
  return reports.every(({ failed }) => failed === 0);
}

/** A proof that could not be carried to its end has failed. */
function brokenOff(error: unknown): Outcome {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { passed: 0, failed: 1, findings: [`The proof broke off: ${text}`], figures: {} };
}

function table(reports: readonly Report[]): string[] {
  const width = Math.max(...reports.map(({ name }) => name.length));
  return reports.map(({ name, passed, failed, seconds, figures }) => {
    const told = Object.entries(figures).map(([figure, value]) => `${figure} ${value}`);
    return `${failed === 0 ? "holds " : "FAILED"}  ${name.padEnd(width)}  ${passed}/${passed + failed} checks, ${seconds} s  ${told.join(", ")}`;
  });
}
