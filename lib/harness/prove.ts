import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/lib/infra/project-root";
import { startHarnessDesk } from "./desk";
import { Obstacle } from "./ground";
import type { Outcome, Proof, Size } from "./proof";

type Report = Outcome & { readonly name: string; readonly promise: string; readonly seconds: number };

/**
 * Puts a list of promises to the test, one after the other, on desks that are started for it and
 * thrown away: one for each run of proofs that stand on the same ground. Leaves
 * `dist/harness/<title>.json`, and beside it what web and worker said. Returns whether all of them hold.
 */
export async function prove(
  title: string,
  proofs: readonly Proof[],
  size: Size,
  say: (line: string) => void,
): Promise<boolean> {
  const folder = join(projectRoot(), "dist/harness");
  const logs = join(folder, `${title}-logs`);
  const file = join(folder, `${title}.json`);
  for (const old of [logs, file]) rmSync(old, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  const reports: Report[] = [];
  for (const [index, together] of byGround(proofs).entries()) {
    const desk = await startHarnessDesk(say, together[0]?.ground).catch((error: unknown) => brokenOff(error));
    if ("findings" in desk) {
      for (const proof of together) reports.push(await report(proof, () => Promise.resolve(desk), say));
      continue;
    }
    try {
      for (const proof of together) reports.push(await report(proof, () => proof.run(desk, size), say));
    } finally {
      say("stopping the desk");
      cpSync(join(desk.dataDir, "logs"), join(logs, `${index + 1}-${together[0]?.ground?.name ?? "plain"}`), {
        recursive: true,
      });
      await desk.stop();
    }
  }
  writeFileSync(file, `${JSON.stringify({ title, size, proofs: reports }, null, 2)}\n`);
  for (const line of table(reports)) say(line);
  return reports.every(({ failed }) => failed === 0);
}

/** Neighbours on the same ground, together. */
function byGround(proofs: readonly Proof[]): Proof[][] {
  const groups: Proof[][] = [];
  for (const proof of proofs) {
    const last = groups.at(-1);
    if (last?.[0]?.ground === proof.ground && last) last.push(proof);
    else groups.push([proof]);
  }
  return groups;
}

async function report(proof: Proof, run: () => Promise<Outcome>, say: (line: string) => void): Promise<Report> {
  say(`${proof.name}: ${proof.promise}`);
  const began = performance.now();
  const outcome = await run().catch(brokenOff);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  for (const finding of outcome.findings) say(`  ${finding}`);
  say(`${proof.name}: ${outcome.passed} passed, ${outcome.failed} failed in ${seconds} s`);
  return { name: proof.name, promise: proof.promise, ...outcome, seconds };
}

/** A proof that could not be carried to its end has failed. */
function brokenOff(error: unknown): Outcome {
  if (error instanceof Obstacle) return { passed: 0, failed: 1, findings: [error.message], figures: {} };
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
