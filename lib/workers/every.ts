import { log } from "@/lib/infra/log";

/** Runs `task` now and then again `ms` after each run has ended. A failure is logged and tried again next time. */
export function every(ms: number, name: string, task: () => Promise<void>): { stop: () => Promise<void> } {
  let stopped = false;
  let wake = () => {};
  const loop = (async () => {
    while (!stopped) {
      try {
        await task();
      } catch (error) {
        log.error({ err: error }, `${name} failed; it is tried again`);
      }
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    async stop() {
      stopped = true;
      wake();
      await loop;
    },
  };
}
