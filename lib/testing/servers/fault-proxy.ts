import { createServer, type IncomingMessage, request as ask, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** What a request to an S3 server wants. */
export type S3Call =
  "put" | "create" | "part" | "complete" | "abort" | "head" | "get" | "list" | "list-parts" | "delete";

/**
 * How it goes wrong: it is answered so; never answered; answered a byte at a time; broken off while it
 * asks; done, and its answer lost; done, and its answer broken off in the middle.
 */
export type Fault = 500 | 503 | 507 | "hang" | "trickle" | "reset" | "lost" | "cut";

export interface FaultProxy {
  readonly endpoint: string;
  /** Every call that came by, in order. */
  readonly calls: S3Call[];
  /** From now on calls of this kind fail: all of them, or so many, after so many that go well. */
  fail(call: S3Call, fault: Fault, options?: { times?: number; after?: number }): void;
  /** From now on all goes well. */
  heal(): void;
  close(): Promise<void>;
}

interface Plan {
  readonly fault: Fault;
  times: number;
  after: number;
}

/** A real proxy in front of a real S3 server, on loopback. */
export async function faultProxy(target: string): Promise<FaultProxy> {
  const { hostname, port } = new URL(target);
  const calls: S3Call[] = [];
  const plans = new Map<S3Call, Plan>();
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const call = callOf(request);
    calls.push(call);
    const fault = faultFor(plans.get(call));
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    if (fault === undefined || fault === "lost" || fault === "cut" || (fault === "trickle" && call === "get"))
      forward({ request, response, fault, hostname, port });
    else spoil({ request, response, fault });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    fail: (call, fault, { times = Number.POSITIVE_INFINITY, after = 0 } = {}) =>
      void plans.set(call, { fault, times, after }),
    heal: () => plans.clear(),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function callOf({ method, url = "/" }: IncomingMessage): S3Call {
  const query = new URL(url, "http://proxy").searchParams;
  if (method === "POST") return query.has("uploads") ? "create" : "complete";
  if (method === "PUT") return query.has("partNumber") ? "part" : "put";
  if (method === "DELETE") return query.has("uploadId") ? "abort" : "delete";
  if (method === "HEAD") return "head";
  if (query.has("uploadId")) return "list-parts";
  return query.has("uploads") || query.has("list-type") ? "list" : "get";
}

function faultFor(plan: Plan | undefined): Fault | undefined {
  if (!plan) return undefined;
  if (plan.after > 0) plan.after -= 1;
  else if (plan.times > 0) {
    plan.times -= 1;
    return plan.fault;
  }
  return undefined;
}

const TRICKLE_MS = 40;

/** Nothing of it reaches the server. */
function spoil({ request, response, fault }: { request: IncomingMessage; response: ServerResponse; fault: Fault }) {
  const { socket } = request;
  if (typeof fault === "number") {
    request.resume().once("end", () => {
      response.writeHead(fault, { "content-type": "application/xml" });
      response.end(`<Error><Code>Fault${fault}</Code><Message>somewhere /var/secret broke</Message></Error>`);
    });
  } else if (fault === "reset") {
    // Where something is sent, in the middle of it.
    if (Number(request.headers["content-length"] ?? 0) > 0) request.once("data", () => socket.resetAndDestroy());
    else socket.resetAndDestroy();
  } else {
    request.resume();
    if (fault !== "trickle") return;
    socket.write("HTTP/1.1 200 OK\r\n");
    const timer = setInterval(() => socket.write("x-slow: 1\r\n"), TRICKLE_MS);
    socket.once("close", () => clearInterval(timer));
  }
}

function forward({
  request,
  response,
  fault,
  hostname,
  port,
}: {
  request: IncomingMessage;
  response: ServerResponse;
  fault: Fault | undefined;
  hostname: string;
  port: string;
}): void {
  const { method, url, headers } = request;
  let answered = false;
  const onward = ask({ hostname, port, method, path: url, headers }, (answer) => {
    answered = true;
    if (fault === undefined) {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("error", () => request.socket.destroy()).pipe(response);
      return;
    }
    const hangUp = (): void => {
      request.socket.destroy();
    };
    void answer.toArray().then((chunks: Buffer[]) => {
      const body = Buffer.concat(chunks);
      if (fault === "lost" || body.byteLength === 0) {
        hangUp();
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      if (fault === "cut") response.write(body.subarray(0, body.byteLength >> 1), hangUp);
      else trickle(response, body);
    }, hangUp);
  });
  // Whoever asked may leave in the middle, and the server may hang up on us: the one hears of the other.
  // (What Swift sends after its answer to HEAD is an error too, and no matter.)
  onward.on("error", () => answered || request.socket.destroy());
  response.once("close", () => onward.destroy());
  request.pipe(onward);
}

function trickle(response: ServerResponse, body: Buffer): void {
  let at = 0;
  const timer = setInterval(() => response.write(body.subarray(at, (at += 1))), TRICKLE_MS);
  response.once("close", () => clearInterval(timer));
}
