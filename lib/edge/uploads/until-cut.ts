/** A body as it is taken, and what becomes of the part that is not. */
interface Body {
  readonly taken: ReadableStream<Uint8Array> | null;
  /** Reads what is left and throws it away, up to so many bytes: who is still sending hears no answer before. */
  leave(most: number): Promise<void>;
}

/**
 * A body up to its end, or up to where the connection broke: what had come until then is worth keeping,
 * and its sender is not there any more to hear that it was not all.
 */
export function untilCut(body: ReadableStream<Uint8Array> | null): Body {
  if (!body) return { taken: null, leave: () => Promise.resolve() };
  const reader = body.getReader();
  const next = () => reader.read().catch(() => ({ done: true, value: undefined }));
  const taken = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await next();
      if (done || value === undefined) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return {
    taken,
    async leave(most) {
      for (let left = most; left > 0;) {
        const { done, value } = await next();
        if (done || value === undefined) return;
        left -= value.byteLength;
      }
      await reader.cancel().catch(() => {});
    },
  };
}
