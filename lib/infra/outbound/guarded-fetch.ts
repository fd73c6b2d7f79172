import { type Dispatcher, request } from "undici";
import { Refusal } from "@/lib/core/refusal";
import { SECOND } from "@/lib/core/time";
import { refuseUrl } from "./address-rules";
import { guardedDispatcher, type Resolve } from "./guard";

export interface GuardedFetch {
  /** Hosts that may be private or plain http, as in `OUTBOUND_ALLOW`. */
  readonly allow: readonly string[];
  /** Who is asked, to begin a sentence with: "The sign-in provider". */
  readonly who: string;
  readonly connectMs?: number;
  /** From the first packet to the last byte. */
  readonly totalMs?: number;
  readonly maxBytes?: number;
  readonly resolve?: Resolve;
}

/** What of fetch's options is understood: those with which libraries call it. */
export interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Why there is no answer, in a sentence without addresses. `code` is a word for the log. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * A `fetch` for libraries that bring their own requests, through the guard: permitted addresses only, no
 * proxy, no cookies, no redirects (a 3xx is an answer like any other), and small bodies that are here
 * whole before it returns. Throws `NoAnswer`.
 */
export function guardedFetch({
  allow,
  who,
  connectMs = 5 * SECOND,
  totalMs = 10 * SECOND,
  maxBytes = 1024 * 1024,
  resolve,
}: GuardedFetch): (url: string, options?: FetchOptions) => Promise<Response> {
  return async (url, { method = "GET", headers = {}, body, signal } = {}) => {
    const late = AbortSignal.timeout(totalMs);
    const dispatcher = guardedDispatcher({ allow, connectMs, resolve });
    try {
      const answer = await request(refuseUrl(url, allow), {
        dispatcher,
        method,
        headers: { ...headers, "accept-encoding": "identity" },
        body: bodyOf(body),
        signal: signal ? AbortSignal.any([signal, late]) : late,
      });
      const bytes = await readWhole(answer.body, { maxBytes, who });
      const { statusCode: status } = answer;
      return new Response(WITHOUT_BODY.has(status) ? null : bytes, { status, headers: headersOf(answer) });
    } catch (error) {
      throw noAnswer(error, who);
    } finally {
      await dispatcher.destroy();
    }
  };
}

function bodyOf(body: unknown): string | Uint8Array | null {
  if (body === undefined || body === null) return null;
  if (typeof body === "string" || body instanceof Uint8Array) return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError("guardedFetch sends texts, bytes and forms only.");
}

async function readWhole(
  body: AsyncIterable<Uint8Array>,
  { maxBytes, who }: { maxBytes: number; who: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new NoAnswer("too_large", `${who} answered with more than ${maxBytes / 1024} KiB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function headersOf(answer: Dispatcher.ResponseData): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  return headers;
}

/** Only our own words: the guard speaks of sources, and the messages of Node and undici carry addresses. */
function noAnswer(error: unknown, who: string): Error {
  if (error instanceof NoAnswer) return error;
  if (error instanceof Refusal && error.kind === "invalid") {
    return new NoAnswer(
      "address_refused",
      `${who} is at an address that the desk does not go to: it wants https on port 443 of a public one, or an entry in OUTBOUND_ALLOW.`,
    );
  }
  const code = codeOf(error);
  if (code === "TimeoutError") return new NoAnswer("too_late", `${who} did not answer in time.`);
  return new NoAnswer(code, `${who} cannot be reached.`);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error.name;
}
