/**
 * Gathers what many ask for within a few milliseconds into one call of `run`, `most` at a time, and hands each its
 * own answer. Where the call fails, it fails for all who were in it.
 */
export function batching<I, O>(
  { withinMs, most }: { readonly withinMs: number; readonly most: number },
  run: (items: readonly I[]) => Promise<(item: I) => O>,
): (item: I) => Promise<O> {
  interface Asked {
    readonly item: I;
    readonly resolve: (answer: O) => void;
    readonly reject: (error: unknown) => void;
  }
  let asked: Asked[] = [];
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const batch = asked;
    asked = [];
    try {
      const answerOf = await run(batch.map(({ item }) => item));
      for (const { item, resolve } of batch) resolve(answerOf(item));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      asked.push({ item, resolve, reject });
      if (asked.length >= most) void flush();
      else timer ??= setTimeout(() => void flush(), withinMs);
    });
}
