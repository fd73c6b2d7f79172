import { randomUUID } from "node:crypto";
import { Refusal } from "@/lib/core/refusal";

/** The longest JSON body and the deepest nesting that any address takes (standard 2.5). */
export const MAX_BODY_BYTES = 1024 * 1024;
const MAX_DEPTH = 20;

/** The caller's own request id where it is harmless, else one of ours. */
export function requestIdOf(request: { readonly headers: Pick<Headers, "get"> }): string {
  const given = request.headers.get("x-request-id");
  return given && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

/** Where the front door writes whose request it is; what came in under this name is dropped there. */
export const ADDRESS_HEADER = "x-marquee-address";

/** Whose request it is: the peer's address, see peer-address.ts. Null where the front door did not see it. */
export function addressOf(request: { readonly headers: Pick<Headers, "get"> }): string | null {
  return request.headers.get(ADDRESS_HEADER);
}

/** What a request asks for, as one flat object: the query of a GET, the JSON body of the rest. Throws refusals. */
export async function readInput(request: Request): Promise<Record<string, unknown>> {
  const query = readQuery(new URL(request.url).searchParams);
  if (request.method === "GET" || request.method === "HEAD") return query;
  if (Object.keys(query).length > 0) throw invalid("This address takes no query; put the fields into the body.");
  return readBody(request);
}

function readQuery(params: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of params) {
    if (Object.hasOwn(query, name)) throw invalid(`The query names ${name.slice(0, 40)} twice.`);
    Object.defineProperty(query, name, { value, enumerable: true });
  }
  refuseOddValues(query);
  return query;
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  const text = await readText(request);
  if (text === "") return {};
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "application/json" && !type.endsWith("+json")) {
    throw new Refusal("unsupported_media", "unsupported_media", "Send the body as application/json.");
  }
  const body = parse(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw invalid("The body is not a JSON object.");
  refuseOddValues(body);
  return { ...body };
}

/** A body as text, read to the limit at most, whatever Content-Length says. Throws refusals. */
export async function readText(request: Request, maxBytes = MAX_BODY_BYTES): Promise<string> {
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of bodyOf(request)) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes)
      throw new Refusal("too_large", "too_large", `The body is larger than ${maxBytes / 1024} KiB.`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw invalid("The body is not UTF-8.");
  }
}

/** A client that breaks off its upload is no defect of ours, nor of the database. */
async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  try {
    yield* request.body as unknown as AsyncIterable<Uint8Array>;
  } catch {
    throw invalid("The body broke off.");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("The body is not JSON.");
  }
}

/** What JSON can say and Postgres cannot keep (NUL, lone surrogates, numbers beyond all bounds), and what is nested beyond sense. */
export function refuseOddValues(value: unknown, depth = 0): void {
  if (depth > MAX_DEPTH) throw invalid(`The body is nested deeper than ${MAX_DEPTH} levels.`);
  if (typeof value === "number" && !Number.isFinite(value)) throw invalid("A number is out of bounds.");
  if (typeof value === "string") {
    if (value.includes("\0") || !value.isWellFormed()) throw invalid("A text holds a character that cannot be kept.");
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      refuseOddValues(key, depth);
      refuseOddValues(inner, depth + 1);
    }
  }
}

const invalid = (sentence: string) => new Refusal("invalid", "invalid_request", sentence);
