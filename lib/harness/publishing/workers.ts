import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { HarnessDesk } from "../desk";

type Employer = Pick<HarnessDesk, "dataDir" | "programs">;

/** One worker process, and only that: nobody starts it anew. */
export interface Worker {
  /** Resolves once it takes work; also where it ends before that. */
  readonly ready: Promise<void>;
  /** How it ended: a signal's name, or `exit code 0`. */
  readonly ended: Promise<string>;
  readonly isReady: () => boolean;
  readonly lives: () => boolean;
  signal(name: "SIGKILL" | "SIGTERM" | "SIGSTOP" | "SIGCONT"): void;
}

/** Starts a worker on the desk's database; `env` goes on top of the desk's settings. */
export function hire({ dataDir, programs }: Employer, env: Readonly<Record<string, string>> = {}): Worker {
  const { command, args, env: settings } = programs.worker;
  const child = spawn(command, args, { env: { ...settings, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const killAtExit = () => void child.kill("SIGKILL");
  process.once("exit", killAtExit);
  const log = createWriteStream(join(dataDir, "logs/publishing-workers.log"), { flags: "a", mode: 0o600 });
  const now = { ready: false, lives: true };
  const { promise: ready, resolve: tellReady } = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      log.write(`${line}\n`);
      if (!line.includes("the worker is ready")) return;
      now.ready = true;
      tellReady();
    });
  }
  const ended = new Promise<string>((resolve) => {
    const end = (how: string) => {
      now.lives = false;
      process.off("exit", killAtExit);
      tellReady();
      resolve(how);
    };
    child.once("error", (error) => end(error.message));
    child.once("close", (code, signal) => {
      log.end();
      end(signal ?? `exit code ${String(code)}`);
    });
  });
  return {
    ready,
    ended,
    isReady: () => now.ready && now.lives,
    lives: () => now.lives,
    signal: (name) => void child.kill(name),
  };
}

/** So many workers, each followed by another when it ends, until they are sent home. */
export interface Crew {
  readonly workers: () => readonly Worker[];
  /** Ends all of them, and waits until they are gone. */
  dismiss(how?: "SIGKILL" | "SIGTERM"): Promise<void>;
}

export async function openCrew(
  desk: Employer,
  { size, env = {} }: { size: number; env?: Readonly<Record<string, string>> },
): Promise<Crew> {
  const closing = new AbortController();
  const places: Worker[] = [];
  const keep = async (place: number) => {
    while (!closing.signal.aborted) {
      const worker = hire(desk, env);
      places[place] = worker;
      await worker.ended;
    }
  };
  const kept = Array.from({ length: size }, (_, place) => keep(place));
  await Promise.all(places.map(({ ready }) => ready));
  return {
    workers: () => places,
    async dismiss(how = "SIGKILL") {
      closing.abort();
      for (const worker of places) {
        if (how === "SIGTERM") worker.signal("SIGCONT");
        worker.signal(how);
      }
      await Promise.all(kept);
    },
  };
}
