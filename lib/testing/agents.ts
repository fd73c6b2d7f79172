import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { Scope } from "@/lib/core/caller";
import { createApiKey } from "@/lib/domain/access/operations/create-api-key";
import { mcpAddress } from "@/lib/edge/mcp/http";
import { perform } from "@/lib/infra/operation";
import { sha256, type Delivering } from "./delivering";
import { inside } from "./people";
import type { SourceServer } from "./servers/source-server";
import { eventually } from "./worker";

const route = mcpAddress();

interface ServedMcp {
  readonly url: URL;
  close(): Promise<void>;
}

/** The real route of /api/mcp behind a real socket, in this process. */
async function serveMcp(): Promise<ServedMcp> {
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/mcp`),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As Next hands a request over: a web request whose signal fires when the other side hangs up. */
async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const hungUp = new AbortController();
  outgoing.once("close", () => outgoing.writableFinished || hungUp.abort());
  const method = incoming.method as keyof typeof route;
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method,
    headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
    signal: hungUp.signal,
    ...(method === "GET" ? {} : { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" }),
  });
  const response = await route[method](request, { params: Promise.resolve({}) });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body) Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]).pipe(outgoing);
  else outgoing.end();
}

/** The official client, connected. It holds every answer against the output schemas it was told. */
export async function agent(transport: Transport): Promise<Client> {
  const client = new Client({ name: "a test's agent", version: "1" });
  await client.connect(transport);
  return client;
}

const overHttp = (url: URL, headers: Record<string, string>) =>
  agent(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));

/** The text of a result read as JSON: an answer's, or a refusal's. */
export function said(result: unknown): Record<string, unknown> {
  const [first] = (result as CallToolResult).content;
  if (first?.type !== "text") throw new Error(`Not a text: ${JSON.stringify(result)}`);
  return JSON.parse(first.text) as Record<string, unknown>;
}

/** Resolves once the source has been asked for its held film by what is begun after this call; release it then. */
export function heldBack({ asked }: SourceServer): () => Promise<unknown> {
  const before = asked.get("/held.mp4");
  return () => eventually(async () => asked.get("/held.mp4") !== before);
}

/** An asset as an agent sends it, and the ways in which it can be wrong. */
interface Wrong {
  path?: string;
  checksum?: string;
  status?: string;
  seconds?: number;
}

/** Sets a test file up to have agents ask over a real socket. Call it at the top of the file. */
export function agents(desk: Delivering) {
  const now: { served?: ServedMcp; clients: Client[] } = { clients: [] };
  beforeAll(async () => {
    now.served = await serveMcp();
  });
  afterEach(async () => {
    for (const client of now.clients.splice(0)) await client.close();
  });
  afterAll(() => now.served?.close());
  const address = () => now.served?.url ?? new URL("http://nowhere.invalid");

  return {
    address,
    /** The official client with a key; it knows the output schemas from the list, and holds every answer against them. */
    connect: async (key = desk.key) => {
      const client = await overHttp(address(), { authorization: `Bearer ${key}` });
      now.clients.push(client);
      const { tools } = await client.listTools();
      return { client, tools, call: callerOf(client) };
    },
    asset: ({
      path = "/film.mp4",
      checksum = sha256(desk.film),
      status = "pass",
      seconds = desk.seconds,
    }: Wrong = {}) => ({
      project_id: desk.project,
      final_edit: { video_url: desk.source.url(path), duration_seconds: seconds, checksum },
      qc_report: { status },
    }),
    /** A request as no client would send it. */
    post: (body: string, headers: Record<string, string> = {}) =>
      fetch(address(), {
        method: "POST",
        body,
        headers: {
          authorization: `Bearer ${desk.key}`,
          accept: "application/json, text/event-stream",
          "content-type": "application/json",
          ...headers,
        },
      }),
    rpc: (method: string, params: object = {}, id = 1) => JSON.stringify({ jsonrpc: "2.0", id, method, params }),
  };
}

export const callerOf =
  (client: Client) =>
  (name: string, args: object = {}) =>
    client.callTool({ name, arguments: { ...args } });

export async function keyWith(scopes: Scope[]): Promise<{ id: string; key: string }> {
  const { id, key } = await perform(createApiKey, { name: `agent with ${scopes.join()}`, scopes }, inside);
  return { id, key: key ?? "" };
}
