import { type Dispatcher, request } from "undici";
import { SECOND, MINUTE } from "@/lib/core/time";
import { refuseUrl } from "./address-rules";
import { guardedDispatcher, type Resolve } from "./guard";
import { readBody } from "./read-body";
import { sourceTooLarge, sourceUnreachable, whyUnreachable } from "./source-refusals";

/** How long a source may take. Parameters, so that tests need not wait as long as people would. */
export const FETCH_LIMITS = {
  connectMs: 5 * SECOND,
  /** From the connection to the end of the headers. */
  firstByteMs: 15 * SECOND,
  /** A source that sends less than `stallBytes` in this time has stalled. */
  stallMs: 30 * SECOND,
  stallBytes: 16 * 1024,
  totalMs: 30 * MINUTE,
};
export type FetchLimits = typeof FETCH_LIMITS;

const MAX_HOPS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const HEADERS = { accept: "video/mp4, */*;q=0.5", "accept-encoding": "identity", "user-agent": "Marquee" };

export interface Source {
  /** Read it once, or call `close`. Throws the refusals of `readBody`. */
  readonly body: AsyncIterable<Uint8Array>;
  /** What the source says its length is, in bytes; null when it does not say. */
  readonly length: number | null;
  readonly contentType: string | null;
  /** Ends the connection, read or unread. */
  readonly close: () => Promise<void>;
}

export interface OpenSource {
  readonly url: string;
  readonly allow: readonly string[];
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Partial<FetchLimits>;
  readonly resolve?: Resolve;
}

/**
 * Asks for a file and returns once its headers are here. Every hop goes through the guard, without
 * credentials. Throws `source_refused` for an address we do not go to, `source_unreachable` for a
 * server that does not deliver, `too_large` where the announced length is over `maxBytes`, and the
 * signal's own reason when that ends it.
 */
export async function openSource({
  url,
  allow,
  maxBytes,
  signal,
  limits: given,
  resolve,
}: OpenSource): Promise<Source> {
  const limits = { ...FETCH_LIMITS, ...given };
  const dispatcher = guardedDispatcher({ allow, connectMs: limits.connectMs, resolve });
  const own = new AbortController();
  const stop = signal ? AbortSignal.any([signal, own.signal]) : own.signal;
  const total = setTimeout(
    () => own.abort(sourceUnreachable(`The source took longer than ${limits.totalMs / MINUTE} minutes.`)),
    limits.totalMs,
  );
  const close = async () => {
    clearTimeout(total);
    await dispatcher.destroy();
  };
  try {
    const answer = await followRedirects({
      url,
      allow,
      dispatcher,
      limits,
      stop,
      abort: (reason) => own.abort(reason),
    });
    const length = announcedLength(answer);
    if (length !== null && length > maxBytes) throw sourceTooLarge(maxBytes);
    const rules = { ...limits, length, maxBytes, abort: (reason: unknown) => own.abort(reason), signal: stop };
    return {
      body: closing(readBody(answer.body, rules), close),
      length,
      contentType: header(answer, "content-type"),
      close,
    };
  } catch (error) {
    await close();
    signal?.throwIfAborted();
    throw whyUnreachable(error);
  }
}

interface Follow {
  readonly url: string;
  readonly allow: readonly string[];
  readonly dispatcher: Dispatcher;
  readonly limits: FetchLimits;
  readonly stop: AbortSignal;
  readonly abort: (reason: unknown) => void;
}

async function followRedirects({
  url,
  allow,
  dispatcher,
  limits,
  stop,
  abort,
}: Follow): Promise<Dispatcher.ResponseData> {
  let target = refuseUrl(url, allow);
  for (let hops = 0; ; hops += 1) {
    const seconds = (limits.connectMs + limits.firstByteMs) / SECOND;
    const silence = sourceUnreachable(`The source's server did not begin to answer within ${seconds} s.`);
    const timer = setTimeout(() => abort(silence), seconds * SECOND);
    const answer = await request(target, {
      dispatcher,
      signal: stop,
      headers: HEADERS,
    }).finally(() => clearTimeout(timer));
    const location = header(answer, "location");
    if (!REDIRECTS.has(answer.statusCode) || location === null) return contentOf(answer);
    discard(answer);
    if (hops === MAX_HOPS) throw sourceUnreachable(`The source redirects more than ${MAX_HOPS} times.`);
    target = refuseUrl(URL.canParse(location, target) ? new URL(location, target).href : location, allow);
  }
}

/** The answer itself, if it is one to read: 2xx, and the file's own bytes rather than an encoding of them. */
function contentOf(answer: Dispatcher.ResponseData): Dispatcher.ResponseData {
  const encoding = header(answer, "content-encoding") ?? "identity";
  if (answer.statusCode >= 200 && answer.statusCode < 300 && encoding.toLowerCase() === "identity") return answer;
  discard(answer);
  throw sourceUnreachable(
    answer.statusCode >= 200 && answer.statusCode < 300
      ? "The source answered with a compressed copy although the file as it is was asked for."
      : `The source answered ${answer.statusCode}.`,
  );
}

/** A body nobody wants is cut, not drained: it may have no end. */
function discard(answer: Dispatcher.ResponseData): void {
  answer.body.on("error", () => undefined).destroy();
}

function header(answer: Dispatcher.ResponseData, name: string): string | null {
  const value = answer.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function announcedLength(answer: Dispatcher.ResponseData): number | null {
  const text = header(answer, "content-length");
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

async function* closing(body: AsyncIterable<Uint8Array>, close: () => Promise<void>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } finally {
    await close();
  }
}
