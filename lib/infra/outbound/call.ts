import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import type { CallRequest, Heard } from "@/lib/core/call";
import { SECOND } from "@/lib/core/time";
import { refuseUrl } from "./address-rules";
import { BodyUnreadable, DeadlinePassed, whyLost, whyNotSent } from "./call-reasons";
import { guardedDispatcher, type Resolve } from "./guard";

/** One call as evidence: where to, and how it went; never a path, a query, a header or a body. */
export interface CallNote {
  readonly at: string;
  readonly method: string;
  /** With its port, where that is not the usual one; empty where there was no address in it. */
  readonly host: string;
  readonly status: number | null;
  /** Headers included; null where none was counted. */
  readonly bytes_sent: number | null;
  readonly ms: number;
  readonly outcome: Heard["kind"];
}

export interface CallOptions {
  /** Hosts that may be private or plain http, as in `OUTBOUND_ALLOW`. */
  readonly allow: readonly string[];
  readonly resolve?: Resolve;
  /** By `performance.now()`: once it has passed, no request begins to be written. */
  readonly notAfter?: number;
  /** From the first packet to the last byte of the answer. */
  readonly withinMs: number;
  readonly note?: (call: CallNote) => void;
}

const CONNECT_MS = 5 * SECOND;
const MAX_ANSWER = 64 * 1024;

/**
 * Calls that say honestly what is known afterwards: `not-sent` only where no byte of the request can
 * have left, `lost` wherever one may have and no whole answer came. Each call has a connection of its
 * own, since on a used one the peer's hanging up and our writing cross, and nobody can say which was
 * first. Redirects are answers like any other; nothing is asked twice; nothing is thrown.
 */
export function callsThrough(options: CallOptions): (request: CallRequest) => Promise<Heard> {
  return async (request) => {
    const [at, began] = [new Date().toISOString(), performance.now()];
    const { heard, bytesSent } = await callOnce(request, options);
    options.note?.({
      at,
      method: request.method,
      host: URL.canParse(request.url) ? new URL(request.url).host : "",
      status: heard.kind === "answer" ? heard.status : null,
      bytes_sent: heard.kind === "not-sent" ? 0 : bytesSent,
      ms: Math.round(performance.now() - began),
      outcome: heard.kind,
    });
    return heard;
  };
}

interface Once {
  readonly heard: Heard;
  readonly bytesSent: number | null;
}

async function callOnce(request: CallRequest, { allow, resolve, notAfter, withinMs }: CallOptions): Promise<Once> {
  let url: URL;
  try {
    url = refuseUrl(request.url, allow);
  } catch (error) {
    return { heard: { kind: "not-sent", reason: whyNotSent(error) }, bytesSent: 0 };
  }

  let socket: Socket | undefined;
  const dispatcher = guardedDispatcher({ allow, connectMs: CONNECT_MS, resolve, opened: (one) => (socket = one) });
  const letter = new Letter(notAfter);
  const limitMs = Math.min(withinMs, request.withinMs ?? withinMs);
  const timer = setTimeout(() => letter.fail(new DeadlinePassed("answer")), limitMs);
  try {
    dispatcher.dispatch(
      {
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method,
        headers: { "user-agent": "Marquee", ...request.headers, "accept-encoding": "identity" },
        body: letter.bodyOf(request.body),
        reset: true,
      },
      letter,
    );
  } catch (error) {
    letter.fail(error);
  }
  const heard = await letter.heard;
  clearTimeout(timer);
  const bytesSent = socket?.bytesWritten ?? null;
  await dispatcher.destroy();
  return { heard, bytesSent };
}

/** What of undici's controller is used. */
interface Controller {
  abort(reason: Error): void;
}

/**
 * One request on its way, as undici tells of it. The line between `not-sent` and `lost` is `#begun`,
 * which is set in the same turn of the event loop in which undici writes, right after the deadline
 * was looked at; and once a verdict stands, nothing may be written any more.
 */
class Letter {
  readonly heard: Promise<Heard>;
  readonly #notAfter: number;
  readonly #began = { monotonic: performance.now(), wall: Date.now() };
  #settle!: (heard: Heard) => void;
  #settled = false;
  #begun = false;
  #started = false;
  #streams = false;
  #status = 0;
  #headers = new Headers();
  readonly #chunks: Uint8Array[] = [];
  #bytes = 0;

  constructor(notAfter = Number.POSITIVE_INFINITY) {
    this.#notAfter = notAfter;
    this.heard = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** A body that comes bit by bit writes the headers with its first bit, so the deadline is looked at again there. */
  bodyOf(body: CallRequest["body"]): Buffer | Readable | null {
    if (body === undefined) return null;
    if (typeof body === "string" || body instanceof Uint8Array) return Buffer.from(body);
    this.#streams = true;
    // undici takes any async iterable, and asks it for a bit when it writes one; a Readable would read ahead.
    return this.#watched(body) as unknown as Readable;
  }

  async *#watched(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of readingErrors(body)) {
      if (chunk.byteLength === 0) continue;
      this.#begin();
      yield chunk;
      if (this.#settled) return;
    }
    this.#begin();
  }

  /** Throws where writing may not begin; from here on bytes may have left. */
  #begin(): void {
    if (this.#begun) return;
    this.#look();
    this.#begun = true;
  }

  /** While a machine sleeps its monotonic clock may stand still, and others take the work; the wall clock goes on. */
  #look(): void {
    const { monotonic, wall } = this.#began;
    const passed = Math.max(performance.now() - monotonic, Date.now() - wall);
    if (this.#settled || monotonic + passed > this.#notAfter) throw new DeadlinePassed("send");
  }

  /** The last moment before the socket is written to. */
  onRequestStart(controller: Controller): void {
    try {
      // undici begins anew when a connection closes in its hands; what may have left is not sent again.
      if (this.#started && this.#begun) throw new Error("The connection broke, and the request began anew.");
      this.#started = true;
      if (this.#streams) this.#look();
      else this.#begin();
    } catch (error) {
      controller.abort(error as Error);
    }
  }

  onResponseStart(
    _controller: Controller,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    for (const [name, value] of Object.entries(headers)) {
      for (const one of [value ?? []].flat()) this.#headers.append(name, one);
    }
  }

  onResponseData(controller: Controller, chunk: Uint8Array): void {
    this.#bytes += chunk.byteLength;
    if (this.#bytes > MAX_ANSWER) controller.abort(new RangeError("The answer is too long."));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#end({
      kind: "answer",
      status: this.#status,
      headers: this.#headers,
      text: Buffer.concat(this.#chunks).toString(),
    });
  }

  onResponseError(_controller: Controller, error: unknown): void {
    this.fail(error);
  }

  /** No whole answer comes any more. */
  fail(error: unknown): void {
    if (this.#begun) this.#end({ kind: "lost", reason: whyLost(error) });
    else this.#end({ kind: "not-sent", reason: whyNotSent(error) });
  }

  #end(heard: Heard): void {
    this.#settled = true;
    this.#settle(heard);
  }
}

async function* readingErrors(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    throw new BodyUnreadable();
  }
}
