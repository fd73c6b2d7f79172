import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { projectRoot } from "@/lib/infra/project-root";

export interface Step {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The project's folder unless told. */
  readonly cwd?: string;
  /** Ends the step when it fires. */
  readonly signal?: AbortSignal;
  /** Called with every line the step writes; without it the lines go to our own output as they are. */
  readonly say?: (line: string) => void;
}

/** Runs a program to its end. Returns its exit code; 1 when a signal ended it. */
export function runStep({ command, args, env, cwd = projectRoot(), signal, say }: Step): Promise<number> {
  return new Promise((resolve, reject) => {
    const stdio = say === undefined ? "inherit" : "pipe";
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", stdio, stdio],
      ...(signal && { signal }),
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on("line", (line) => say?.(line));
    }
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
