import { setTimeout as pause } from "node:timers/promises";

/**
 * Waits until `performance.now()` has reached `at`, never less: timers may come a little early. Ends at once where
 * the signal says so; the caller looks which it was.
 */
export async function waitUntil(at: number, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const left = at - performance.now();
    if (left <= 0 || signal?.aborted) return;
    await pause(Math.ceil(left), undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}
