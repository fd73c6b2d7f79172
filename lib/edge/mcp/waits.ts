/** The calls that somebody waits for, by whose they are. */
export class Waits {
  readonly #open = new Map<string, Map<AbortController, Promise<unknown>>>();

  /** Makes a call, which hears when nobody waits for it any more. */
  async during<T>(whose: string, call: (nobodyWaits: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const calls = this.#open.get(whose) ?? new Map<AbortController, Promise<unknown>>();
    this.#open.set(whose, calls);
    const underWay = call(controller.signal);
    calls.set(controller, underWay);
    try {
      return await underWay;
    } finally {
      calls.delete(controller);
      if (calls.size === 0 && this.#open.get(whose) === calls) this.#open.delete(whose);
    }
  }

  /** Ends the waiting; resolves when each of these calls has been answered. */
  async stop(whose: string): Promise<void> {
    const calls = [...(this.#open.get(whose) ?? [])];
    for (const [controller] of calls) controller.abort();
    await Promise.allSettled(calls.map(([, underWay]) => underWay));
  }
}
