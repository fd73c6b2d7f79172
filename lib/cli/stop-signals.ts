import { findAncestor, identifyProcess } from "@/lib/infra/process-identity";

export interface StopSignals {
  /** Fires when the desk is first asked to stop. */
  readonly signal: AbortSignal;
  /** Resolves then. */
  readonly asked: Promise<void>;
  /** Called when somebody loses patience. */
  onSecond(act: () => void): void;
}

/** npm passes Ctrl-C on to a program that the terminal has told already: one press arrives twice. */
const ONE_PRESS_MS = 500;

const LOOK_FOR_NPM_MS = 1_000;

/**
 * Ctrl-C, SIGTERM, a closed terminal; and the end of the npm that started us, which, killed outright,
 * passes nothing on and would leave a desk behind that nobody sees.
 */
export function listenForStop(): StopSignals {
  const controller = new AbortController();
  const asked = new Promise<void>((resolve) => controller.signal.addEventListener("abort", () => resolve()));
  let second: (() => void) | undefined;
  let firstAt = 0;
  const ask = () => {
    if (!controller.signal.aborted) {
      firstAt = Date.now();
      controller.abort();
    } else if (Date.now() - firstAt > ONE_PRESS_MS) second?.();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, ask);

  const npm = findAncestor(process.pid, /^npm |npm-cli\.js/);
  const identity = npm === undefined ? undefined : identifyProcess(npm);
  if (npm !== undefined && identity !== undefined) {
    setInterval(() => {
      if (identifyProcess(npm) !== identity) controller.abort();
    }, LOOK_FOR_NPM_MS).unref();
  }

  return { signal: controller.signal, asked, onSecond: (act) => (second = act) };
}
