import { once } from "node:events";
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createRawServer, type Server as RawServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface SourceServer {
  readonly url: string;
  /** As it would stand in `OUTBOUND_ALLOW`. */
  readonly host: string;
  readonly port: number;
  /** How many connections reached it. */
  readonly connections: () => number;
}

/** A web server on loopback for one test. */
export function serve(listener: RequestListener): Promise<SourceServer> {
  return listen(createHttpServer(listener));
}

/** A server that writes what it likes: told of each connection once its request has arrived. */
export function serveRaw(answer: (socket: Socket) => void): Promise<SourceServer> {
  return listen(
    createRawServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => answer(socket));
    }),
  );
}

async function listen(server: Server | RawServer): Promise<SourceServer> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    open.add(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The test's server has no port.");
  const { port } = address;
  const host = `127.0.0.1:${port}`;
  return { url: `http://${host}/final.mp4`, host, port, connections: () => connections };
}
