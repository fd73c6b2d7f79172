import { closeDb } from "@/lib/infra/db";
import { drainOutbox } from "@/lib/infra/outbox";
import { closeQueue, openWorkerQueue } from "@/lib/infra/queue";
import { closeCounters } from "@/lib/infra/rate-limit";
import { allowUnsealing } from "@/lib/infra/secrets";
import { closeSignals } from "@/lib/infra/signal";
import { dispatch } from "@/lib/workers/dispatcher/dispatcher";
import { every } from "@/lib/workers/every";
import { takeJobs } from "@/lib/workers/handlers";
import { SUBSCRIPTIONS } from "@/lib/workers/subscriptions";

/** A worker inside the test's own process: the real handlers on the real queue. Returns what stops it. */
export async function startWorker(): Promise<() => Promise<void>> {
  allowUnsealing();
  await takeJobs(await openWorkerQueue(), new AbortController().signal);
  const relay = every(100, "the outbox relay", () => drainOutbox(SUBSCRIPTIONS));
  const dispatcher = dispatch();
  return async () => {
    await dispatcher.stop();
    await relay.stop();
    await closeQueue();
    await closeSignals();
    await closeCounters();
    await closeDb();
  };
}

/** Looks again every 50 ms until `look` finds something; fails loudly after `ms`. */
export async function eventually<T>(look: () => Promise<T | null | undefined | false>, ms = 15_000): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Nothing came within ${ms} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
