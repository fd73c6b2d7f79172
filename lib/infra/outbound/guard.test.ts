import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { syncBuiltinESMExports } from "node:module";
import { createServer, Socket, type AddressInfo } from "node:net";
import os from "node:os";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Refusal } from "@/lib/core/refusal";
import { serve } from "@/lib/testing/servers/misbehaving-server";
import { vettedConnect, type Resolve } from "./guard";
import { openSource } from "./open-source";

/** Every address this process tries to connect to, as Node itself reports it. */
let attempts: string[] = [];
const watch = (message: unknown) => {
  if (typeof message !== "object" || message === null || !("socket" in message)) return;
  if (!(message.socket instanceof Socket)) return;
  message.socket.on("connectionAttempt", (address, port) => attempts.push(`${address}:${port}`));
};
beforeEach(() => {
  attempts = [];
  subscribe("net.client.socket", watch);
});
afterEach(() => {
  unsubscribe("net.client.socket", watch);
});

async function endOf(options: { url: string; allow?: readonly string[]; resolve?: Resolve }): Promise<string> {
  try {
    const source = await openSource({ allow: [], maxBytes: 1_000_000, ...options });
    let text = "";
    for await (const chunk of source.body) text += Buffer.from(chunk).toString();
    return text;
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const answers =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

const unknown: Resolve = async () => {
  throw Object.assign(new Error("getaddrinfo ENOTFOUND films.example 10.1.2.3"), { code: "ENOTFOUND" });
};

describe("no packet leaves for an address we do not go to", () => {
  it("a private literal is refused although a server listens there", async () => {
    const server = await serve((_request, response) => response.end("inside"));
    expect(await endOf({ url: server.url })).toMatch(/^source_refused/);
    expect(await endOf({ url: server.url.replace("http:", "https:") })).toMatch(/^source_refused/);
    expect([attempts, server.connections()]).toEqual([[], 0]);
  });

  it.each([
    ["a private address", ["10.0.0.1"]],
    ["a private IPv6 address only", ["fd00::1"]],
    ["public and private addresses", ["93.184.216.34", "127.0.0.1"]],
    ["a mapped private address", ["::ffff:127.0.0.1"]],
    ["the metadata service", ["169.254.169.254"]],
  ])("a name that leads to %s is refused", async (_name, addresses) => {
    const end = await endOf({ url: "https://films.example/final.mp4", resolve: answers(...addresses) });
    expect(end).toBe("source_refused: The name of the source's server leads to a private or reserved address.");
    expect(attempts).toEqual([]);
  });

  it("a name without an answer is told in our own words", async () => {
    expect(await endOf({ url: "https://films.example/", resolve: unknown })).toBe(
      "source_unreachable: The name of the source's server is not known.",
    );
    expect(await endOf({ url: "https://films.example/", resolve: answers() })).toMatch(/has no address/);
  });

  it.each([301, 302, 303, 307, 308])("a redirect (%i) leads nowhere that is not permitted", async (status) => {
    const inside = await serve((_request, response) => response.end("inside"));
    for (const location of [
      inside.url,
      "https://127.0.0.1/",
      "file:///etc/passwd",
      "gopher://example.com/",
      "https://[::1]/",
      "//localhost/",
      "data:,x",
    ]) {
      const door = await serve((_request, response) => response.writeHead(status, { location }).end());
      expect(await endOf({ url: door.url, allow: [door.host] })).toMatch(/^source_refused/);
    }
    expect(inside.connections()).toBe(0);
  });

  it("a redirect to a name that leads inside is refused", async () => {
    const door = await serve((_request, response) =>
      response.writeHead(302, { location: "https://films.example/" }).end(),
    );
    const end = await endOf({ url: door.url, allow: [door.host], resolve: answers("192.168.1.1") });
    expect(end).toMatch(/^source_refused/);
    expect(attempts).toEqual([door.host]);
  });

  it("a loop and a chain of four end after three hops", async () => {
    const loop = await serve((_request, response) => response.writeHead(302, { location: "/again" }).end());
    expect(await endOf({ url: loop.url, allow: [loop.host] })).toBe(
      "source_unreachable: The source redirects more than 3 times.",
    );
  });
});

describe("the connection goes to the very address that was judged", () => {
  it("a name that changes its mind after the check is not asked again", async () => {
    const server = await serve((request, response) => response.end(`for ${request.headers.host}`));
    let asked = 0;
    const rebinding: Resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? "127.0.0.1" : "127.0.0.2", family: 4 }];
    };
    const host = `films.example:${server.port}`;
    expect(await endOf({ url: `http://${host}/`, allow: [host], resolve: rebinding })).toBe(`for ${host}`);
    expect([asked, attempts]).toEqual([1, [`127.0.0.1:${server.port}`]]);
  });

  it.each(["http:", "https:"])("a peer that is not who was judged hears nothing, over %s", async (protocol) => {
    let heard = 0;
    const ended = Promise.withResolvers<void>();
    const inside = createServer((socket) => {
      socket.on("data", (bytes) => (heard += bytes.byteLength)).on("error", () => undefined);
      socket.once("close", () => ended.resolve());
    });
    inside.listen(0, "127.0.0.1");
    await once(inside, "listening");
    const { port } = inside.address() as AddressInfo;
    // An answer that is public when it is judged and leads inside when it is used, as something below Node could make it.
    let read = 0;
    const answer = {
      family: 4,
      get address() {
        read += 1;
        return read === 1 ? "93.184.216.34" : "127.0.0.1";
      },
    };
    const connect = vettedConnect({ resolve: async () => [answer], free: false, connectMs: 2000 });
    const outcome = await new Promise<unknown>((resolve) => {
      connect({ hostname: "films.example", host: "films.example", protocol, port: String(port) }, (error, socket) =>
        resolve(error ?? socket),
      );
    });
    await ended.promise;
    inside.close();
    expect(outcome).toMatchObject({ code: "source_refused" });
    expect([attempts, heard]).toEqual([[`127.0.0.1:${port}`], 0]);
  });

  it("proxies named in the environment are not used", async () => {
    const proxy = await serve((_request, response) => response.end("through the proxy"));
    const server = await serve((_request, response) => response.end("direct"));
    const names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"];
    for (const name of names) process.env[name] = `http://${proxy.host}`;
    try {
      expect(await endOf({ url: server.url, allow: [server.host] })).toBe("direct");
    } finally {
      for (const name of names) delete process.env[name];
    }
    expect(proxy.connections()).toBe(0);
  });
});

describe("the desk does not ask itself", () => {
  const interfaces = os.networkInterfaces;
  afterEach(() => {
    os.networkInterfaces = interfaces;
    syncBuiltinESMExports();
  });

  it("at a public address of this machine, whatever name leads there", async () => {
    const own = { netmask: "", mac: "", internal: false, cidr: null };
    os.networkInterfaces = () => ({
      eth0: [
        { ...own, family: "IPv4", address: "93.184.216.34" },
        { ...own, family: "IPv6", address: "2a00:1450:4001:81b::200e", scopeid: 0 },
      ],
    });
    syncBuiltinESMExports();
    for (const address of ["93.184.216.34", "2a00:1450:4001:081b:0::200e"]) {
      const end = await endOf({ url: "https://films.example/final.mp4", resolve: answers(address) });
      expect(end).toMatch(/^source_refused/);
    }
    expect(await endOf({ url: "https://93.184.216.34/final.mp4" })).toMatch(/^source_refused/);
    expect(await endOf({ url: "https://[2a00:1450:4001:81b::200e]/" })).toMatch(/^source_refused/);
    expect(attempts).toEqual([]);
  });
});
