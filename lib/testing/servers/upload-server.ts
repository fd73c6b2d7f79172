import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { route } from "@/lib/edge/rest/route";
import { uploadDoor, uploadsDoor } from "@/lib/edge/uploads/door";

export interface UploadServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The addresses of uploads behind a real HTTP server in this process, bodies handed on as the framework does: as they come. */
export async function serveUploads(): Promise<UploadServer> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/api/v1/uploads`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const COLLECTION = { ...route("/api/v1/uploads", ["POST"]), ...uploadsDoor };
const ONE = { ...route("/api/v1/uploads/{id}", ["PATCH", "DELETE"]), ...uploadDoor };

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { pathname } = new URL(incoming.url ?? "/", "http://desk");
  const id = pathname.split("/")[4];
  const handlers: Partial<Record<string, (typeof COLLECTION)["GET"]>> = id === undefined ? COLLECTION : ONE;
  const method = incoming.method ?? "GET";
  const init = {
    method,
    headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
    duplex: "half",
    ...(method === "GET" || method === "HEAD" ? {} : { body: incoming as unknown as ReadableStream }),
  };
  const said = await handlers[method]?.(new Request(`http://127.0.0.1${incoming.url}`, init), {
    params: Promise.resolve(id === undefined ? {} : { id }),
  });
  if (!said) return void outgoing.writeHead(405).end();
  outgoing.writeHead(said.status, Object.fromEntries(said.headers)).end(await said.text());
}
