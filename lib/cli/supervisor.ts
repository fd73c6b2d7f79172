import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { signalGroup } from "./desk-file";

/** A program as it is started: every start gets the same arguments and environment. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export interface Pace {
  /** The pause before the first restart, in milliseconds; doubles with each that follows. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** After so many milliseconds of life a program counts as healthy, and the pause begins anew. */
  readonly healthyAfter: number;
}

const PACE: Pace = { firstPause: 500, longestPause: 30_000, healthyAfter: 60_000 };

export interface Watched {
  /** Called with every line a program writes, and with what the supervisor does about it. */
  readonly say: (name: string, line: string) => void;
  /** Called whenever a program started or ended. */
  readonly changed: () => void;
  readonly pace?: Pace;
}

/** Keeps one program running until it is stopped: when it ends it is started anew, ever more patiently. */
export class Supervisor {
  readonly name: string;
  readonly #program: Program;
  readonly #watched: Watched;
  readonly #pace: Pace;
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #pause: number;
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;
  #restarting = false;

  constructor(program: Program, watched: Watched) {
    this.name = program.name;
    this.#program = program;
    this.#watched = watched;
    this.#pace = watched.pace ?? PACE;
    this.#pause = this.#pace.firstPause;
  }

  /** The number of the running process; undefined between two lives. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Ends the process and starts it anew at once, as after a change of its code. */
  restart(): void {
    if (this.#stopping) return;
    if (this.pid === undefined) return this.#startAfter(0);
    this.#restarting = true;
    signalGroup(this.pid, "SIGTERM");
  }

  /** Asks the program to stop, and ends it by force after `patience` milliseconds. Resolves when it is gone. */
  async stop(patience: number): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    if (this.pid === undefined) return;
    signalGroup(this.pid, "SIGTERM");
    const timer = setTimeout(() => this.kill(), patience);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Ends the program by force, at once and for good. */
  kill(): void {
    this.#stopping = true;
    clearTimeout(this.#timer);
    if (this.pid !== undefined) signalGroup(this.pid, "SIGKILL");
  }

  /** Starts the program; from then on it is kept running. */
  start(): void {
    const { command, args, env } = this.#program;
    const born = Date.now();
    // A group of its own: Ctrl-C in a terminal reaches the desk, which stops things in order.
    const child = spawn(command, args, { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => this.#watched.say(this.name, line));
    }
    const { pid } = child;
    this.#ended = new Promise((resolve) => {
      const end = (how: string) => {
        if (this.#child !== child) return;
        this.#child = undefined;
        // What it started dies with it, so that the next life finds its port free.
        if (pid !== undefined) signalGroup(pid, "SIGKILL");
        this.#afterEnd(how, Date.now() - born);
        resolve();
      };
      child.once("error", (error) => end(error.message));
      child.once("exit", (code, signal) => end(signal ?? `exit code ${String(code)}`));
    });
    this.#watched.changed();
  }

  #afterEnd(how: string, lived: number): void {
    if (!this.#stopping) {
      if (lived >= this.#pace.healthyAfter) this.#pause = this.#pace.firstPause;
      const pause = this.#restarting ? 0 : this.#pause;
      if (!this.#restarting) {
        this.#watched.say(this.name, `ended (${how}); starting it again in ${pause / 1000} s`);
        this.#pause = Math.min(this.#pause * 2, this.#pace.longestPause);
      }
      this.#restarting = false;
      this.#startAfter(pause);
    }
    this.#watched.changed();
  }

  #startAfter(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.start(), pause);
  }
}
