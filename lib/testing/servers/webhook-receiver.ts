import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

/** What came in at a receiver of webhooks. */
export interface ReceivedHook {
  readonly id: string;
  readonly body: Record<string, unknown>;
  readonly headers: IncomingMessage["headers"];
  /** How it was answered. */
  readonly manner: Manner;
}

export type Manner = "takes" | "fails" | "gone" | "hangs" | "resets" | "cuts" | "redirects" | "floods" | Spoken;

/** An answer word for word. */
export interface Spoken {
  readonly status: number;
  readonly retryAfter?: number;
  readonly body?: string;
}

/** Somebody else's receiver on loopback: verifies every signature with the standard's own library. */
export interface WebhookReceiver {
  /** As it would stand in `OUTBOUND_ALLOW`. */
  readonly host: string;
  /** Holds a secret of its own in path and query. */
  readonly url: string;
  /** What was verified, however it was answered. */
  readonly received: readonly ReceivedHook[];
  /** What did not verify, and what came after a redirect: nothing should. */
  readonly strays: readonly string[];
  /** From now on it answers so; and it knows the secret by which senders sign. */
  behave(manner: Manner): void;
  trust(secret: string): void;
  close(): Promise<void>;
}

/** More than anybody should read. */
const FLOOD = 10 * 1024 ** 3;

export async function receiveWebhooks(path = "/hooks/marquee"): Promise<WebhookReceiver> {
  const received: ReceivedHook[] = [];
  const strays: string[] = [];
  let manner: Manner = "takes";
  let secret = "";

  const answers: Record<Exclude<Manner, Spoken>, (response: ServerResponse) => void> = {
    takes: (response) => response.writeHead(204).end(),
    fails: (response) => response.writeHead(500).end("out of order"),
    gone: (response) => response.writeHead(410).end(),
    hangs: () => undefined,
    resets: (response) => void response.socket?.resetAndDestroy(),
    cuts: (response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("{", () => response.socket?.resetAndDestroy());
    },
    redirects: (response) => response.writeHead(307, { location: "/elsewhere" }).end(),
    floods: (response) => {
      response.writeHead(200, { "content-length": FLOOD });
      const chunk = Buffer.alloc(64 * 1024);
      const pour = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on("drain", pour);
      pour();
    },
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const headers = request.headers as Record<string, string>;
      try {
        if (request.method !== "POST" || request.url !== path) throw new Error(`${request.method} ${request.url}`);
        const body = new Webhook(secret).verify(text, headers) as ReceivedHook["body"];
        received.push({ id: headers["webhook-id"] ?? "", body, headers, manner });
      } catch (error) {
        strays.push(String(error));
      }
      if (typeof manner === "string") answers[manner](response);
      else speak(response, manner);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}${path}`,
    received,
    strays,
    behave: (next) => (manner = next),
    trust: (known) => (secret = known),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function speak(response: ServerResponse, { status, retryAfter, body = "" }: Spoken): void {
  const headers = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  response.writeHead(status, headers).end(status === 204 || status === 304 ? "" : body);
}
