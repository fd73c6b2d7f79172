import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { serveNames, type Zone } from "../servers/name-server";

/** The surroundings that list X plays in, as plain text, so that another process can be told. */
export interface Stage {
  /** The one server that an operator named: it plays the public internet, and redirects as it is asked to. `127.0.0.1:port` */
  readonly door: string;
  readonly doorPort: number;
  /** The same server over TLS, as `films.example`, whose certificate is in `CERTIFICATE`. */
  readonly secureDoor: string;
  readonly secureDoorPort: number;
  /** A server near by that nobody named, and a proxy that the environment names: both must hear nothing. */
  readonly inside: string;
  readonly insidePort: number;
  readonly proxy: string;
  /** Where names are asked for. */
  readonly names: string;
}

/** Nobody vouches for it: whoever goes to the secure door has to be told (`NODE_EXTRA_CA_CERTS`, or `setDefaultCACertificates`). */
export const CERTIFICATE = "lib/testing/tls/films.example.cert.pem";
const KEY = "lib/testing/tls/films.example.key.pem";

/** The desk's own host, as its `MARQUEE_URL` says. */
export const OWN_HOST = "desk.example";

/** Stands for any address of the public internet. Nothing is ever sent to it. */
const PUBLIC = "93.184.216.34";

const ZONE: Zone = {
  [OWN_HOST]: [{ addresses: [PUBLIC] }],
  "films.example": [{ addresses: ["127.0.0.1"] }],
  "private.example": [{ addresses: ["10.0.0.1"] }],
  "metadata.example": [{ addresses: ["169.254.169.254"] }],
  "six.example": [{ addresses: ["fd00::1"] }],
  "mapped.example": [{ addresses: ["::ffff:7f00:1"] }],
  "mixed.example": [{ addresses: [PUBLIC, "127.0.0.1"] }],
  "mixed-six.example": [{ addresses: [PUBLIC, "::1"] }],
  "rebinding.example": [{ addresses: ["127.0.0.1"] }, { addresses: ["10.0.0.1"] }],
  "alias.example": [{ addresses: ["10.0.0.1"], alias: "inside.example" }],
  "kept.example": [{ addresses: ["127.0.0.1"] }, { addresses: [] }, { addresses: ["10.0.0.1"] }],
};

/** `OUTBOUND_ALLOW` of a desk on this stage. */
export const allowOn = ({ door, doorPort, secureDoorPort }: Stage) =>
  [
    door,
    `films.example:${secureDoorPort}`,
    ...["films", "rebinding", "kept"].map((name) => `${name}.example:${doorPort}`),
  ].join(",");

/** The settings of a desk on this stage, with a proxy in its environment that it must not use. */
export const settingsOn = (stage: Stage) => ({
  OUTBOUND_ALLOW: allowOn(stage),
  MARQUEE_URL: `https://${OWN_HOST}`,
  NODE_USE_ENV_PROXY: "1",
  ...Object.fromEntries(
    ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"].map((name) => [
      name,
      `http://${stage.proxy}`,
    ]),
  ),
});

export interface OpenStage {
  readonly stage: Stage;
  /** How many connections the two have seen that must see none. */
  readonly strays: () => number;
  readonly close: () => Promise<void>;
}

export async function openStage(): Promise<OpenStage> {
  let strays = 0;
  const silent = () =>
    createServer((_request, response) => response.end("inside")).on("connection", () => (strays += 1));
  const tls = { cert: readFileSync(CERTIFICATE), key: readFileSync(KEY) };
  const servers = {
    door: createServer(answerAtDoor),
    secureDoor: createSecureServer(tls, answerAtDoor),
    inside: silent(),
    proxy: silent(),
  };
  const open = new Set<Socket>();
  for (const server of Object.values(servers)) server.on("connection", (socket) => open.add(socket));
  const names = await serveNames(ZONE);
  const [door, secureDoor, inside, proxy] = await Promise.all([
    listen(servers.door),
    listen(servers.secureDoor),
    listen(servers.inside),
    listen(servers.proxy),
  ]);
  return {
    stage: {
      door: `127.0.0.1:${door}`,
      doorPort: door,
      secureDoor: `127.0.0.1:${secureDoor}`,
      secureDoorPort: secureDoor,
      inside: `127.0.0.1:${inside}`,
      insidePort: inside,
      proxy: `127.0.0.1:${proxy}`,
      names: names.address,
    },
    strays: () => strays,
    async close() {
      names.close();
      for (const socket of open) socket.destroy();
      await Promise.all(Object.values(servers).map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** `/film`, `/redirect/<status>?to=<address>`, `/chain/<hops>`, `/loop`, and `/named?host=<host>` for that `Host` header only. */
function answerAtDoor(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://door");
  const [, kind, number = ""] = pathname.split("/");
  const to = (status: number, location: string) => response.writeHead(status, { location }).end();
  if (kind === "redirect") to(Number(number), searchParams.get("to") ?? "/");
  else if (kind === "loop") to(302, "/loop");
  else if (kind === "chain" && number !== "0") to(302, `/chain/${Number(number) - 1}`);
  else if (kind === "named" && request.headers.host !== searchParams.get("host")) response.writeHead(421).end();
  else response.writeHead(200, { "content-type": "video/mp4" }).end("a film, so to speak");
}
