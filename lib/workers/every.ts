import { setTimeout as pause } from "node:timers/promises";
import { log } from "@/lib/infra/log";

/** Runs `task` now and then again `ms` after each run has ended. A failure is logged and tried again next time. */
export function every(ms: number, name: string, task: () => Promise<void>): { stop: () => Promise<void> } {
  const stop = new AbortController();
  const loop = repeat();
  return {
    async stop() {
      stop.abort();
      await loop;
    },
  };

  async function repeat(): Promise<void> {
    while (!stop.signal.aborted) {
      await task().catch((error: unknown) => log.error({ err: error }, `${name} failed; it is tried again`));
      await pause(ms, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  }
}
