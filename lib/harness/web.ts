import { createWriteStream } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { signalGroup } from "@/lib/cli/desk-file";
import { Supervisor, type Program } from "@/lib/cli/supervisor";
import { ask } from "./ask";

/** How long a process may take to finish what it holds before it is ended by force. */
const PATIENCE_MS = 15_000;
const START_MS = 60_000;

/** A desk's process that a proof kills shall be back soon, also after many deaths. */
const PACE = { firstPause: 200, longestPause: 500, healthyAfter: 60_000 };

/** A process of the desk, whose every line is kept in a file. */
export interface Running {
  readonly log: string;
  /** The number of the process that runs now; undefined between two lives. */
  pid(): number | undefined;
  /** Kills it without a chance to tidy up; it is started anew. */
  crash(): void;
  stop(): Promise<void>;
}

/** Starts a program of the desk; it is started anew when it dies, and what it says is kept in `log`. */
export function keepRunning(program: Program, log: string): Running {
  const lines = createWriteStream(log, { flags: "a", mode: 0o600 });
  const supervisor = new Supervisor(program, {
    say: (_name, line) => lines.write(`${line}\n`),
    changed: () => undefined,
    pace: PACE,
  });
  supervisor.start();
  return {
    log,
    pid: () => supervisor.pid,
    crash() {
      if (supervisor.pid !== undefined) signalGroup(supervisor.pid, "SIGKILL");
    },
    async stop() {
      await supervisor.stop(PATIENCE_MS);
      await new Promise<void>((resolve) => lines.end(resolve));
    },
  };
}

/** Waits until a web process answers. Throws when it does not in time. */
export async function untilItAnswers(port: number): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const answer = await ask({ port, path: "/livez" }).catch(() => undefined);
    if (answer?.status === 200) return;
    if (Date.now() > deadline) throw new Error(`Nothing answers on port ${port}.`);
    await pause(100);
  }
}
