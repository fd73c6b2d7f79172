import { fork } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { env, environmentWith } from "@/lib/infra/env";
import { answerOf } from "./children";
import { playSource } from "./source-role";
import { Carried, playWorker } from "./worker-role";

/**
 * A benchmark starts its own bundle again for the processes it needs, so that the source does not
 * eat the time of the one that is measured. True when this process is such a one and was served.
 */
export async function playRole(argument: string | undefined): Promise<boolean> {
  if (argument === "--as-source") await playSource();
  else if (argument === "--as-worker") playWorker();
  else return false;
  return true;
}

export interface Source {
  readonly pid: number;
  readonly urlOf: (bytes: number) => string;
  readonly stop: () => void;
}

/** A web server that sends as many bytes as its URL says, as fast as they are taken. */
export async function startSource(bundle: string): Promise<Source> {
  const child = fork(bundle, ["--as-source"]);
  const port = await answerOf(child);
  return {
    pid: child.pid ?? 0,
    urlOf: (bytes) => `http://127.0.0.1:${String(port)}/${bytes}`,
    stop: () => child.kill(),
  };
}

export interface Worker {
  readonly pid: number;
  /** Fetches, hashes, stages and stores one film, then removes it. */
  readonly carry: (url: string) => Promise<Carried>;
  readonly stop: () => void;
}

/** A process that does with a film what the worker does, in a data folder of its own, with the desk's other settings as given. */
export async function startWorker(
  bundle: string,
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Worker> {
  const child = fork(bundle, ["--as-worker"], { env: environmentWith({ ...settings, MARQUEE_DATA_DIR: folder }) });
  await answerOf(child);
  return {
    pid: child.pid ?? 0,
    carry: async (url) => {
      child.send(url);
      return Carried.parse(await answerOf(child));
    },
    stop: () => child.kill(),
  };
}

/** A folder on the disk that the desk itself would use, gone afterwards. */
export async function withBenchFolder(use: (folder: string) => Promise<void>): Promise<void> {
  await mkdir(env().MARQUEE_DATA_DIR, { recursive: true });
  const folder = await mkdtemp(join(env().MARQUEE_DATA_DIR, "bench-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
