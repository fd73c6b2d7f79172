import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Serve = (response: ServerResponse, request: IncomingMessage) => void;

/** A post-production server on loopback that hands out what a proof lays on it, in whatever way the proof says. */
export interface Shelf {
  readonly host: string;
  /** Lays something under an address of its own, which it returns. */
  lay(what: Buffer | Serve): string;
  /** Takes it away again. */
  take(url: string): void;
  close(): Promise<void>;
}

export async function openShelf(): Promise<Shelf> {
  const laid = new Map<string, Serve>();
  const server = createServer((request, response) => {
    response.on("error", () => undefined);
    const serve = laid.get(request.url ?? "");
    if (serve) serve(response, request);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  let number = 0;
  return {
    host,
    lay(what) {
      const path = `/${(number += 1)}.mp4`;
      laid.set(path, Buffer.isBuffer(what) ? whole(what) : what);
      return `http://${host}${path}`;
    },
    take: (url) => void laid.delete(new URL(url).pathname),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The bytes as they are, with their length said before. */
export const whole =
  (bytes: Buffer): Serve =>
  (response) => {
    response.writeHead(200, { "content-type": "video/mp4", "content-length": bytes.length });
    response.end(bytes);
  };
