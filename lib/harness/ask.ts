import { Agent, request as open, type ClientRequest, type IncomingHttpHeaders } from "node:http";

export interface Ask {
  readonly port: number;
  readonly method?: string;
  /** Goes out as it stands here: nothing resolves dots or escapes on the way. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer | undefined;
  readonly agent?: Agent;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly text: string;
  readonly milliseconds: number;
}

/** As many connections as there are askers at once, kept open. */
export const newAgent = (maxSockets = 64) => new Agent({ keepAlive: true, maxSockets });

const shared = newAgent();

/** Longer than the desk itself waits for a delivery. */
const PATIENCE_MS = 60_000;

/** One request over a connection that is kept, written exactly as asked. */
export async function ask(question: Ask): Promise<Answer> {
  for (;;) {
    try {
      return await once(question);
    } catch (error) {
      // A kept connection may be closed from the other side just as it is used again; that says nothing.
      if (!(error instanceof ReusedSocketClosed)) throw error;
    }
  }
}

class ReusedSocketClosed extends Error {}

function once({ port, method = "GET", path, headers = {}, body, agent = shared }: Ask): Promise<Answer> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const given = {
      host: `localhost:${port}`,
      ...headers,
      ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
    };
    const asking = open({ host: "127.0.0.1", port, method, path, agent, headers: given as Record<string, string> });
    asking.setTimeout(PATIENCE_MS, () => asking.destroy(new Error(`No answer to ${method} ${path} in time.`)));
    asking.once("error", (error) => reject(wasReset(asking, error) ? new ReusedSocketClosed() : error));
    asking.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          rawHeaders: response.rawHeaders,
          text: Buffer.concat(chunks).toString(),
          milliseconds: performance.now() - began,
        }),
      );
    });
    asking.end(body);
  });
}

const wasReset = (asking: ClientRequest, error: NodeJS.ErrnoException) =>
  asking.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE");

/** The answer's body as JSON; undefined where it is none. */
export function jsonOf({ text }: Pick<Answer, "text">): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Does `work` with every item, `atOnce` of them at a time. */
export async function inParallel<T>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  const lane = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
