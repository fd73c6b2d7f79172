import { Refusal } from "@/lib/core/refusal";
import { readableBytes, sourceTooLarge, sourceUnreachable } from "./source-refusals";

export interface BodyRules {
  readonly length: number | null;
  readonly maxBytes: number;
  readonly stallMs: number;
  readonly stallBytes: number;
  /** Ends the request; the body then throws this reason. */
  readonly abort: (reason: unknown) => void;
  readonly signal: AbortSignal;
}

/**
 * The bytes of an answer as they arrive, in chunks of the network's size. Throws `too_large` at the
 * first byte too many whatever Content-Length said, and `source_unreachable` when the source stalls,
 * breaks off or sends another length than it announced.
 */
export async function* readBody(body: AsyncIterable<Uint8Array>, rules: BodyRules): AsyncGenerator<Uint8Array> {
  let received = 0;
  const soFar = () =>
    rules.length === null ? readableBytes(received) : `${readableBytes(received)} of ${readableBytes(rules.length)}`;
  const patience = new Patience(rules.stallMs, rules.stallBytes, () =>
    rules.abort(
      sourceUnreachable(
        `The source stalled after ${soFar()}: less than ${readableBytes(rules.stallBytes)} in ${rules.stallMs / 1000} s.`,
      ),
    ),
  );
  patience.wait();
  try {
    for await (const chunk of body) {
      patience.got(chunk.byteLength);
      received += chunk.byteLength;
      if (received > rules.maxBytes) throw sourceTooLarge(rules.maxBytes);
      yield chunk;
      patience.wait();
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    rules.signal.throwIfAborted();
    throw sourceUnreachable(`The source broke off after ${soFar()}.`);
  } finally {
    patience.end();
  }
  // Leaving a body early can end it without an error; a length that is not met is never a whole file.
  rules.signal.throwIfAborted();
  if (rules.length !== null && received !== rules.length)
    throw sourceUnreachable(`The source broke off after ${soFar()}.`);
}

/**
 * Counts only the time spent waiting for the source, so that a slow disk of ours is not held against
 * it. Looks now and then instead of setting a timer for each of the many thousand chunks.
 */
class Patience {
  readonly #limitMs: number;
  readonly #enough: number;
  readonly #timer: NodeJS.Timeout;
  #waitingSince: number | undefined;
  #waitedMs = 0;
  #bytes = 0;

  constructor(limitMs: number, enough: number, exhausted: () => void) {
    this.#limitMs = limitMs;
    this.#enough = enough;
    this.#timer = setInterval(() => {
      if (this.#waited() >= this.#limitMs) exhausted();
    }, limitMs / 20);
  }

  wait(): void {
    this.#waitingSince = performance.now();
  }

  got(bytes: number): void {
    this.#waitedMs = this.#waited();
    this.#waitingSince = undefined;
    this.#bytes += bytes;
    if (this.#bytes < this.#enough) return;
    this.#bytes = 0;
    this.#waitedMs = 0;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #waited(): number {
    return this.#waitedMs + (this.#waitingSince === undefined ? 0 : performance.now() - this.#waitingSince);
  }
}
