import { z } from "zod";

const OnItsWay = z.object({
  status: z.string(),
  bytes_fetched: z.number(),
  bytes_expected: z.number().nullable(),
});

interface Progress {
  readonly progress: number;
  readonly total?: number;
  readonly message: string;
}

/** Tells whoever waits how many bytes have come, and nothing where none have come since: the protocol wants each number to be larger. */
export function progressTeller(send: (progress: Progress) => Promise<void>) {
  let last = -1;
  return (output: unknown): void => {
    const { success, data } = OnItsWay.safeParse(output);
    if (!success || data.bytes_fetched <= last) return;
    last = data.bytes_fetched;
    const total = data.bytes_expected === null ? {} : { total: data.bytes_expected };
    // Whoever left hears nothing more; the call itself finds that out.
    send({ progress: last, ...total, message: data.status }).catch(() => undefined);
  };
}
