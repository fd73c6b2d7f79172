import type { Lock, Locker, RequestRelease } from "@tus/server";
import { uploadLocked } from "./tus-problems";

/** How long a request waits for the one before it to let go, in milliseconds. */
const PATIENCE_MS = 10_000;

interface Held {
  readonly letGo: RequestRelease;
  readonly gone: Promise<void>;
}

/** What has to be had and given back besides: the right to write, which other processes know of too. */
interface Turn {
  begin(): Promise<boolean>;
  end(): Promise<void>;
}

const NOTHING_ELSE: Turn = { begin: () => Promise.resolve(true), end: () => Promise.resolve() };

const nothing = () => {};

/** Who holds which upload in this process. */
const held = new Map<string, Held>();

/**
 * Lets one request at a time have an upload. Within this process the one that holds it is asked to end,
 * because it is most likely what is left of a connection that broke; in another process it is waited for
 * by its client, who hears 423 and tries again.
 */
export class OneAtATime implements Locker {
  readonly #turn: Turn;

  constructor(turn: Turn = NOTHING_ELSE) {
    this.#turn = turn;
  }

  newLock(id: string): Lock {
    const turn = this.#turn;
    let free = nothing;
    return {
      async lock(stop, letGo) {
        await untilFree(id, stop);
        const { promise: gone, resolve } = Promise.withResolvers<void>();
        held.set(id, { letGo, gone });
        free = () => {
          held.delete(id);
          resolve();
        };
        const begun = await turn.begin().catch((error: unknown) => {
          free();
          throw error;
        });
        if (begun) return;
        free();
        throw uploadLocked();
      },
      async unlock() {
        // Whoever waits here must find the turn free too.
        await turn.end().finally(free);
      },
    };
  }
}

async function untilFree(id: string, stop: AbortSignal): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (let before = held.get(id); before !== undefined; before = held.get(id)) {
    const left = deadline - performance.now();
    if (left <= 0 || stop.aborted) throw uploadLocked();
    await before.letGo();
    await within(left, before.gone);
  }
}

async function within(ms: number, what: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([what, over]);
  clearTimeout(timer);
}
