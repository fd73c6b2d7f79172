import { Server, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { Refusal } from "@/lib/core/refusal";
import { env } from "@/lib/infra/env";
import { isTrusted, peerAddress } from "@/lib/infra/peer-address";
import { problemResponse, toProblem } from "../problem";
import { ADDRESS_HEADER } from "../request";
import { refuseForeignOrigin } from "./origin";
import { securityHeaders } from "./security-headers";

/** The methods that Next routes; it answers others with an empty page or a fault. */
const ROUTED = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Headers by which parts of the desk, and of Next, speak to each other. Nobody outside has a say there. */
const OURS = [
  ADDRESS_HEADER,
  "x-desk-path",
  "x-nonce",
  "content-security-policy",
  "x-middleware-subrequest",
  "x-middleware-prefetch",
];
/** What a proxy in front of us says of the request it passes on. */
const FORWARDED = ["x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "x-forwarded-for"];

type Emit = (event: string, ...args: unknown[]) => boolean;

/**
 * Stands before everything that Next does. Notes whose request it is, drops headers that only the desk
 * may set, puts the security headers on every answer, and refuses what Next would answer with a fault
 * in plain text. Called once, when the server starts.
 */
export function guardFrontDoor({ development }: { development: boolean }): void {
  const emit = Reflect.get(Server.prototype, "emit") as Emit;
  Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]): boolean {
    if (event === "upgrade" && !development) {
      // Nothing here speaks another protocol; Next's own handling of upgrades has been an open door before (standard 3.2).
      (args[1] as Duplex).end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      return true;
    }
    if (event === "request") {
      const [request, response] = args as [IncomingMessage, ServerResponse];
      prepare(request, response, development);
      const refusal = refusalFor(request);
      if (refusal) {
        void answer(refusal, response);
        return true;
      }
    }
    return Reflect.apply(emit, this, [event, ...args]);
  };
}

function prepare(request: IncomingMessage, response: ServerResponse, development: boolean): void {
  const { MARQUEE_URL, TRUSTED_PROXIES } = env();
  const socket = request.socket.remoteAddress;
  const forwardedFor = [request.headers["x-forwarded-for"]].flat().join(",");
  const direct = peerAddress({ socket, forwardedFor: undefined }, []);
  const peer = peerAddress({ socket, forwardedFor }, TRUSTED_PROXIES);
  for (const name of OURS) delete request.headers[name];
  if (!isTrusted(direct, TRUSTED_PROXIES)) for (const name of FORWARDED) delete request.headers[name];
  if (peer !== null) request.headers[ADDRESS_HEADER] = peer;

  const path = request.url?.split("?")[0] ?? "/";
  // Pages have a payload beside their HTML; asked for anything else's, Next would send the asker elsewhere.
  if (/^\/(api|d)\//.test(path) || PUBLISHED.test(path)) delete request.headers["rsc"];
  const headers = securityHeaders({ path, secure: MARQUEE_URL.startsWith("https:"), development });
  fillIn(response, headers);
}

/**
 * Puts headers on an answer that has not got them when it is sent. Not before: of a header that stands there
 * already, Next drops what a handler of ours says.
 */
function fillIn(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
  response.writeHead = (...head: unknown[]) => {
    for (const [name, value] of Object.entries(headers)) if (!response.hasHeader(name)) response.setHeader(name, value);
    return writeHead(...head);
  };
}

type Asked = Partial<Pick<IncomingMessage, "method" | "url" | "headers">>;

/** Null where there is nothing to refuse. */
export function refusalFor({ method = "GET", url = "/", headers = {} }: Asked): Refusal | null {
  const path = url.split("?")[0] ?? "/";
  if (!ROUTED.has(method))
    return new Refusal("method_not_allowed", "method_not_allowed", "No address here takes this method.");
  // `OPTIONS *`, and addresses that name a server of their own, are for proxies.
  if (!path.startsWith("/")) return invalid("The path has to begin with a slash.");
  try {
    decodeURIComponent(path);
  } catch {
    return invalid("The path is not well-formed: its escapes are no UTF-8.");
  }
  return OTHERS.test(path) || PUBLISHED.test(path) ? null : refusalForPage(method, headers);
}

/** Addresses that are no pages: handlers of ours answer there, and Next's own under /_next and, in development, /__nextjs. */
const OTHERS = /^\/(api|d|_next|livez|readyz|metrics|reference\/renderer\.js)(\/|$)|^\/__nextjs/;

/** What stands beside the public pages: feeds, films, posters and players. `proxy.ts` lists them too, for Next reads it there. */
const PUBLISHED = /^\/(feeds\/[^/]+\/(rss\.xml|podcast\.xml|feed\.json)|watch\/[^/]+\/(film\.mp4|poster\.jpg|player))$/;

/** The largest form a page takes, in bytes; Next reads ten times that before it looks. */
const MAX_FORM_BYTES = 1024 * 1024;

/** A page is read, or a form of its own is sent to it. Next would answer the rest with a page, or with a fault in plain text. */
function refusalForPage(method: string, headers: IncomingHttpHeaders): Refusal | null {
  if (method === "GET" || method === "HEAD") return null;
  if (method !== "POST" || headers["next-action"] === undefined)
    return new Refusal("method_not_allowed", "method_not_allowed", "A page is there to be read.");
  const length = headers["content-length"];
  if (length === undefined) return invalid("A form says how long it is.");
  if (Number(length) > MAX_FORM_BYTES) return new Refusal("too_large", "too_large", "The form is larger than 1 MiB.");
  try {
    refuseForeignOrigin({ headers: { get: (name) => [headers[name]].flat()[0] ?? null } });
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

const invalid = (sentence: string) => new Refusal("invalid", "invalid_request", sentence);

async function answer(refusal: Refusal, response: ServerResponse): Promise<void> {
  const problem = problemResponse(toProblem(refusal, crypto.randomUUID()), { connection: "close" });
  response.writeHead(problem.status, Object.fromEntries(problem.headers)).end(await problem.text());
}
