import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { environmentWith } from "@/lib/infra/env";
import { programPath } from "@/lib/infra/program";

export interface Child {
  readonly pid: number;
  /** Sends it something, and waits for what it answers. */
  readonly ask: (question: unknown) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

/** This benchmark's own bundle once more, in a process of its own that plays `role`. It says something once it is ready. */
export async function startRole(role: string, settings: Readonly<Record<string, string>> = {}): Promise<Child> {
  const child = fork(process.argv[1] ?? "", [role], { env: environmentWith(settings) });
  await answerOf(child);
  return {
    pid: child.pid ?? 0,
    ask(question) {
      const answer = answerOf(child);
      child.send(question as object);
      return answer;
    },
    stop: () => end(child, "SIGKILL"),
  };
}

/** In a role's own process: says that it is ready, and answers each question. */
export function playRole(answer: (question: unknown) => Promise<unknown>): void {
  process.on("message", (question) => void answer(question).then((said) => process.send?.(said ?? null)));
  // Whoever asks is gone, however that went.
  process.on("disconnect", () => process.exit());
  process.send?.("ready");
}

export interface DeskWorker {
  readonly pid: number;
  /** Lets it finish what it holds; or, with SIGKILL, does not. */
  readonly stop: (signal?: "SIGTERM" | "SIGKILL") => Promise<void>;
}

/** The desk's own worker, as `npm run worker` runs it. Errors that it logs are shown. */
export async function startDeskWorker(settings: Readonly<Record<string, string>> = {}): Promise<DeskWorker> {
  const child = spawn(process.execPath, ["--enable-source-maps", programPath("worker")], {
    env: environmentWith({ NODE_ENV: "production", LOG_LEVEL: "info", ...settings }),
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error("The worker ended early.")));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.includes("the worker is ready")) resolve();
      else if (/"level":[56]0/.test(line)) process.stderr.write(`${line}\n`);
    });
  });
  return { pid: child.pid ?? 0, stop: (signal = "SIGTERM") => end(child, signal) };
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

/** The next thing it says. Fails where it ends instead. */
export async function answerOf(child: ChildProcess): Promise<unknown> {
  const left = new AbortController();
  const exit = once(child, "exit", { signal: left.signal }).then(() => {
    throw new Error("A process of the benchmark ended early.");
  });
  const [answer] = await Promise.race([once(child, "message", { signal: left.signal }), exit]).finally(() => {
    exit.catch(() => undefined);
    left.abort();
  });
  return answer;
}
