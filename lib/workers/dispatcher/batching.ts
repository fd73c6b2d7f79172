/**
 * Gathers what many ask for into one call of `run`, `most` at a time, and hands each its own answer. `withinMs` says how
 * long an item can wait for others; the one with the least patience decides for all. Where the call fails, it fails for
 * all who were in it.
 */
export function batching<I, O>(
  { withinMs, most }: { readonly withinMs: (item: I) => number; readonly most: number },
  run: (items: readonly I[]) => Promise<(item: I) => O>,
): (item: I) => Promise<O> {
  interface Asked {
    readonly item: I;
    readonly resolve: (answer: O) => void;
    readonly reject: (error: unknown) => void;
  }
  let asked: Asked[] = [];
  let timer: NodeJS.Timeout | undefined;
  let flushAt = Number.POSITIVE_INFINITY;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    flushAt = Number.POSITIVE_INFINITY;
    const batch = asked;
    asked = [];
    try {
      const answerOf = await run(batch.map(({ item }) => item));
      for (const { item, resolve } of batch) resolve(answerOf(item));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  /** The one that can wait the shortest sets the time. */
  function flushWithin(ms: number): void {
    const at = performance.now() + ms;
    if (at >= flushAt) return;
    flushAt = at;
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  }

  return (item) =>
    new Promise((resolve, reject) => {
      asked.push({ item, resolve, reject });
      if (asked.length >= most) void flush();
      else flushWithin(withinMs(item));
    });
}
