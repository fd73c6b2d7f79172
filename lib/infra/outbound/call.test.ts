import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { CallRequest } from "@/lib/core/call";
import { serve, serveRaw } from "@/lib/testing/servers/misbehaving-server";
import { type CallNote, type CallOptions, callsThrough } from "./call";

const POST = { method: "POST", headers: { authorization: "Bearer hunter2" }, body: "the post" } as const;

/** Calls a server that may be called; returns what was heard and what was noted. */
async function call(host: string, request: Partial<CallRequest> = {}, options: Partial<CallOptions> = {}) {
  const notes: CallNote[] = [];
  const through = callsThrough({ allow: [host], withinMs: 3000, note: (one) => notes.push(one), ...options });
  const heard = await through({ ...POST, url: `http://${host}/posts?secret=1`, ...request });
  return { heard, notes, note: notes[0] };
}

/** A server that takes every byte down, says nothing, and knows when a connection has ended. */
async function listening() {
  const connections: { bytes: number; closed: Promise<unknown> }[] = [];
  const server = createServer((socket: Socket) => {
    const one = { bytes: 0, closed: once(socket, "close") };
    connections.push(one);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => (one.bytes += chunk.byteLength));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, connections };
}

async function* bits(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

describe("a whole answer", () => {
  it("is told with its status, headers and text, on a connection of its own each time", async () => {
    const server = await serve((asked, response) => {
      asked.resume().once("end", () => {
        response.writeHead(201, { "content-type": "application/json", "retry-after": "7" });
        response.end(`${asked.method} ${asked.url} ${asked.headers["accept-encoding"]} ${asked.headers.connection}`);
      });
    });
    for (const round of [1, 2]) {
      const { heard, note } = await call(server.host);
      expect(heard).toMatchObject({ kind: "answer", status: 201, text: "POST /posts?secret=1 identity close" });
      expect(heard.kind === "answer" && heard.headers.get("retry-after")).toBe("7");
      expect(note).toMatchObject({ method: "POST", host: server.host, status: 201, outcome: "answer" });
      expect(note?.bytes_sent).toBeGreaterThan("the post".length);
      expect(server.connections()).toBe(round);
    }
  });

  it("notes neither path, query, header nor body", async () => {
    const server = await serve((asked, response) => asked.resume().once("end", () => response.end("token=hunter3")));
    const { notes } = await call(server.host);
    expect(JSON.stringify(notes)).not.toMatch(/hunter|secret|posts|the post/);
  });

  it.each([502, 302, 404])("%i is an answer, and nothing is followed or asked again", async (status) => {
    const inside = await serve((_asked, response) => response.end("inside"));
    const server = await serve((asked, response) =>
      asked.resume().once("end", () => response.writeHead(status, { location: inside.url }).end("no")),
    );
    const { heard } = await call(server.host, {}, { allow: [server.host, inside.host] });
    expect(heard).toMatchObject({ kind: "answer", status, text: "no" });
    expect([server.connections(), inside.connections()]).toEqual([1, 0]);
  });

  it("of what is sent bit by bit arrives as it was given, and what an informational answer says is passed over", async () => {
    const server = await serve((asked, response) => {
      response.writeProcessing();
      void asked.toArray().then((chunks: Buffer[]) => response.end(Buffer.concat(chunks)));
    });
    const { heard } = await call(server.host, { method: "PUT", body: bits("one ", "", "two") });
    expect(heard).toMatchObject({ kind: "answer", status: 200, text: "one two" });
  });
});

describe("it is proven that nothing left", () => {
  it("where the address is not one we go to", async () => {
    const server = await serve((_asked, response) => response.end());
    for (const url of [server.url, "file:///etc/passwd", "no address", "https://localhost/"]) {
      const { heard, note } = await call(server.host, { url }, { allow: [] });
      expect(heard).toMatchObject({ kind: "not-sent", reason: expect.stringContaining("OUTBOUND_ALLOW") as string });
      expect(note).toMatchObject({ bytes_sent: 0, status: null, outcome: "not-sent" });
    }
    expect(server.connections()).toBe(0);
  });

  it("where the name leads to a private address, or nowhere", async () => {
    const url = "https://films.example/";
    const inside = async () => [{ address: "10.0.0.1", family: 4 }];
    expect((await call("other:1", { url }, { resolve: inside })).heard).toMatchObject({ kind: "not-sent" });
    const unknown = async () => {
      throw Object.assign(new Error("getaddrinfo ENOTFOUND films.example"), { code: "ENOTFOUND" });
    };
    expect((await call("other:1", { url }, { resolve: unknown })).heard).toEqual({
      kind: "not-sent",
      reason: "The server's name is not known.",
    });
  });

  it("where nobody listens, where TLS fails, and where a header could not be written", async () => {
    const refused = await call("127.0.0.1:1");
    expect(refused.heard).toEqual({ kind: "not-sent", reason: "The server refused the connection." });
    const plain = await serveRaw((socket) => socket.end("HTTP/1.1 200 OK\r\n\r\n"));
    const tls = await call(plain.host, { url: `https://${plain.host}/` });
    expect(tls.heard).toEqual({
      kind: "not-sent",
      reason: "No safe connection to the server: its certificate or its TLS is not in order.",
    });
    const odd = await call(plain.host, { headers: { authorization: "Bearer a\r\nx-evil: 1" } });
    expect(odd.heard).toMatchObject({ kind: "not-sent" });
    expect(odd.heard).not.toMatchObject({ reason: expect.stringContaining("evil") as string });
  });

  it("where the deadline had passed before", async () => {
    const server = await listening();
    for (const body of ["text", bits("stream")]) {
      const { heard, note } = await call(server.host, { body }, { notAfter: performance.now() - 1 });
      expect(heard).toEqual({
        kind: "not-sent",
        reason: "The time for sending was over before anything was written.",
      });
      expect(note?.bytes_sent).toBe(0);
    }
    await Promise.all(server.connections.map(({ closed }) => closed));
    expect(server.connections.map(({ bytes }) => bytes)).toEqual([0, 0]);
  });

  it("where the deadline passes while the connection is being made", async () => {
    const server = await listening();
    const notAfter = performance.now() + 50;
    const slowly = async () => {
      while (performance.now() <= notAfter) await new Promise((resolve) => setTimeout(resolve, 10));
      return [{ address: "127.0.0.1", family: 4 }];
    };
    const name = server.host.replace("127.0.0.1", "films.example");
    const { heard } = await call(name, {}, { notAfter, resolve: slowly });
    expect(heard.kind).toBe("not-sent");
    await Promise.all(server.connections.map(({ closed }) => closed));
    expect(server.connections.map(({ bytes }) => bytes)).toEqual([0]);
  });

  it("where the machine slept while the connection was being made", async () => {
    const server = await listening();
    onTestFinished(() => void vi.useRealTimers());
    const sleeping = async () => {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
      return [{ address: "127.0.0.1", family: 4 }];
    };
    const name = server.host.replace("127.0.0.1", "films.example");
    const { heard } = await call(name, {}, { notAfter: performance.now() + 60_000, resolve: sleeping });
    expect(heard.kind).toBe("not-sent");
    await Promise.all(server.connections.map(({ closed }) => closed));
    expect(server.connections.map(({ bytes }) => bytes)).toEqual([0]);
  });

  it("where the deadline passes, or the time is over, before the first bit of a film is there", async () => {
    const server = await listening();
    async function* late(): AsyncGenerator<Uint8Array> {
      await new Promise((resolve) => setTimeout(resolve, 120));
      yield Buffer.from("too late");
    }
    const passed = await call(server.host, { body: late() }, { notAfter: performance.now() + 60 });
    expect(passed.heard.kind).toBe("not-sent");
    const over = await call(server.host, { body: late(), withinMs: 60 });
    expect(over.heard.kind).toBe("not-sent");
    await Promise.all(server.connections.map(({ closed }) => closed));
    expect(server.connections.map(({ bytes }) => bytes)).toEqual([0, 0]);
  });

  it("where the film cannot be read at all", async () => {
    const server = await listening();
    // oxlint-disable-next-line require-yield -- a film that ends before it begins
    async function* broken(): AsyncGenerator<Uint8Array> {
      throw new Error("/var/films/1.mp4 is gone");
    }
    const { heard } = await call(server.host, { body: broken() });
    expect(heard).toEqual({ kind: "not-sent", reason: "The film could not be read, and nothing was sent." });
  });
});

describe("it may have taken effect", () => {
  it.each<[string, (socket: Socket) => void]>([
    ["hangs before it answers", () => undefined],
    ["resets after the request", (socket) => socket.resetAndDestroy()],
    ["hangs up after the request", (socket) => socket.end()],
    ["cuts its answer", (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{")],
    ["stops amid its answer", (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{")],
    ["cuts its headers", (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-le")],
    ["speaks something else", (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n")],
  ])("where the server %s", async (_name, answer) => {
    const server = await serveRaw(answer);
    const { heard, note } = await call(server.host, {}, { withinMs: 300 });
    expect(heard.kind).toBe("lost");
    expect(note).toMatchObject({ status: null, outcome: "lost" });
    expect(note?.bytes_sent).toBeGreaterThan(0);
    expect(server.connections()).toBe(1);
  });

  it("where the answer is longer than 64 KiB; one of 64 KiB is read", async () => {
    const long = await serve((asked, response) =>
      asked.resume().once("end", () => response.end("a".repeat(64 * 1024 + 1))),
    );
    expect((await call(long.host)).heard).toMatchObject({
      kind: "lost",
      reason: "The server's answer was longer than 64 KiB and was not read.",
    });
    const fits = await serve((asked, response) =>
      asked.resume().once("end", () => response.end("a".repeat(64 * 1024))),
    );
    expect((await call(fits.host)).heard).toMatchObject({ kind: "answer", status: 200 });
  });

  it("where the film breaks off after its first bit", async () => {
    const server = await listening();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("one");
      throw new Error("the disk is gone");
    }
    const { heard } = await call(server.host, { method: "PUT", body: broken() });
    expect(heard).toMatchObject({ kind: "lost", reason: expect.stringContaining("to its end") as string });
  });

  it("a call takes no longer than it may, whichever limit is shorter", async () => {
    const server = await listening();
    const began = performance.now();
    expect((await call(server.host, { withinMs: 100 })).heard.kind).toBe("lost");
    expect((await call(server.host, { withinMs: 60_000 }, { withinMs: 100 })).heard.kind).toBe("lost");
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
