import { spawn } from "node:child_process";
import { environmentWith } from "@/lib/infra/env";
import { programPath } from "@/lib/infra/program";

const TIME_LIMIT_MS = 30_000;
const HEAP_MIB = 512;
const MOST_OUTPUT = 64 * 1024;

/** How a limited child ended. `complaints` is what it said on its error stream, for the log. */
export type Ending =
  | { readonly end: "done"; readonly said: string; readonly complaints: string }
  | { readonly end: "late" | "crashed" | "talkative"; readonly complaints: string };

/**
 * Runs one of our bundled programs on an untrusted file: 30 seconds, 512 MiB of heap, 64 KiB of
 * output, and an environment of nothing but PATH. Whatever it started is ended with it.
 * Throws when the program has not been built or cannot be started.
 */
export function runLimited(program: string, args: readonly string[]): Promise<Ending> {
  const path = programPath(program);
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MIB}`, path, ...args], {
      // Nothing of ours is of use to it: no settings, no secrets. (NODE_ENV is demanded by the type.)
      env: { PATH: environmentWith({})["PATH"] ?? "", NODE_ENV: "production" },
      stdio: ["pipe", "pipe", "pipe"],
      // A group of its own, so that a decoder it started can be ended together with it.
      detached: true,
    });
    const heard = { out: "", err: "" };
    let cause: "late" | "talkative" | undefined;
    const kill = (why: "late" | "talkative") => {
      cause ??= why;
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has just ended by itself.
      }
    };
    const timer = setTimeout(() => kill("late"), TIME_LIMIT_MS);
    child.stdout.on("data", (chunk: Buffer) => {
      heard.out += chunk.toString();
      if (heard.out.length > MOST_OUTPUT) kill("talkative");
    });
    child.stderr.on("data", (chunk: Buffer) => {
      heard.err = `${heard.err}${chunk.toString()}`.slice(-4096);
    });
    child.stdin.on("error", () => undefined);
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      const complaints = heard.err.trim();
      if (cause !== undefined) done({ end: cause, complaints });
      else if (code === 0) done({ end: "done", said: heard.out, complaints });
      else done({ end: "crashed", complaints });
    });
  });
}
