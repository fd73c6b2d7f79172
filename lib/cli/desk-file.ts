import { linkSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { createPrivateFile, isErrno, readIfThere, replacePrivateFile } from "@/lib/infra/files";
import { identifyProcess, waitUntilGone } from "@/lib/infra/process-identity";

const Process = z.object({ name: z.string(), pid: z.number().int().positive(), identity: z.string() });
// A child is never number 1, and signalling the group of 1 would signal everything there is.
const Child = Process.extend({ pid: z.number().int().min(2) });
const DeskFile = z.object({ desk: Process, stopping: z.boolean(), children: z.array(Child) });

/** One process as it is written down: with its identity, so that a number given anew is not mistaken for it. */
export type KnownProcess = z.output<typeof Process>;
type DeskFile = z.output<typeof DeskFile>;

/** What a data folder knows of the desk that runs there: who keeps it, and which processes it started. */
export interface DeskRecord {
  /** Writes down what runs now, so that the next start finds it should this process be killed. */
  write(now: { readonly stopping: boolean; readonly children: readonly KnownProcess[] }): void;
  release(): void;
}

function deskFile(dataDir: string): string {
  return join(dataDir, "desk.json");
}

/** A living process as it is written down; undefined when it has ended. */
export function knownProcess(name: string, pid: number): KnownProcess | undefined {
  const identity = identifyProcess(pid);
  return identity === undefined ? undefined : { name, pid, identity };
}

function lives(process: KnownProcess): boolean {
  return identifyProcess(process.pid) === process.identity;
}

/** The desk that runs on a data folder, if one does. */
export function runningDesk(dataDir: string): { readonly pid: number; readonly stopping: boolean } | undefined {
  const file = parse(readIfThere(deskFile(dataDir)));
  return file !== undefined && lives(file.desk) ? { pid: file.desk.pid, stopping: file.stopping } : undefined;
}

function parse(text: string | undefined): DeskFile | undefined {
  if (text === undefined) return undefined;
  try {
    return DeskFile.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * Takes the data folder for this process. Undefined when another desk runs there. What a killed
 * desk left running is ended first.
 */
export async function takeDesk(dataDir: string): Promise<DeskRecord | undefined> {
  const path = deskFile(dataDir);
  const desk = knownProcess("desk", process.pid);
  if (desk === undefined) throw new Error("This process cannot find itself.");
  const text = (file: Omit<DeskFile, "desk">) => `${JSON.stringify({ desk, ...file }, null, 2)}\n`;
  while (!createPrivateFile(path, text({ stopping: false, children: [] }))) {
    const found = readIfThere(path);
    if (found === undefined) continue;
    const before = parse(found);
    if (before !== undefined && lives(before.desk)) return undefined;
    await endOrphans(before?.children ?? []);
    moveAway(path, found);
  }
  return {
    write: (now) => replacePrivateFile(path, text({ stopping: now.stopping, children: [...now.children] })),
    release: () => rmSync(path, { force: true }),
  };
}

/** Moves a stale record away, and puts it back where somebody else replaced it in between. */
function moveAway(path: string, stale: string): void {
  const aside = `${path}.${randomUUID()}.old`;
  try {
    renameSync(path, aside);
    if (readIfThere(aside) !== stale) linkSync(aside, path);
  } catch (error) {
    if (!isErrno(error, "ENOENT") && !isErrno(error, "EEXIST")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Ends what a killed desk left: with a word first, after ten seconds without one. */
async function endOrphans(children: readonly KnownProcess[]): Promise<void> {
  await Promise.all(
    children.filter(lives).map(async ({ pid }) => {
      signalGroup(pid, "SIGTERM");
      if (await waitUntilGone(pid, 10_000)) return;
      signalGroup(pid, "SIGKILL");
      await waitUntilGone(pid, 5_000);
    }),
  );
}

/** Signals a child and all that it started: every child of the desk leads a process group of its own. */
export function signalGroup(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!isErrno(error, "ESRCH")) throw error;
  }
}
