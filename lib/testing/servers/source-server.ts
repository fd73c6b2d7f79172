import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A post-production server on loopback that serves one film in good and bad ways, and counts who asks. */
export interface SourceServer {
  readonly host: string;
  /** How often each path was asked for. */
  readonly asked: Map<string, number>;
  url(path: string): string;
  /** Answers held back by a `/held…` path go on. */
  release(): void;
  close(): Promise<void>;
}

export async function serveSource(film: Buffer): Promise<SourceServer> {
  const asked = new Map<string, number>();
  const held: (() => void)[] = [];
  const whole = (response: ServerResponse, bytes: Buffer, length = bytes.length) => {
    response.writeHead(200, { "content-type": "video/mp4", "content-length": length });
    response.end(bytes);
  };
  const html = Buffer.concat([film.subarray(0, 32), Buffer.from("<html><script>alert(1)</script></html>".repeat(200))]);
  const ways: Record<string, (response: ServerResponse) => void> = {
    "/film.mp4": (response) => whole(response, film),
    "/held.mp4": (response) => held.push(() => whole(response, film)),
    "/truncated.mp4": (response) => whole(response, film.subarray(0, Math.floor(film.length * 0.6))),
    "/html.mp4": (response) => whole(response, html),
    "/gone.mp4": (response) => response.writeHead(404).end(),
    "/cut.mp4": (response) => {
      response.writeHead(200, { "content-length": film.length });
      response.write(film.subarray(0, film.length >> 1), () => response.destroy());
    },
    "/private.mp4": (response) => response.writeHead(302, { location: "https://127.0.0.1:1/secret.mp4" }).end(),
  };

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://source").pathname;
    asked.set(path, (asked.get(path) ?? 0) + 1);
    (ways[path] ?? ways["/film.mp4"])?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    asked,
    url: (path) => `http://${host}${path}`,
    release: () => held.splice(0).forEach((go) => go()),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
