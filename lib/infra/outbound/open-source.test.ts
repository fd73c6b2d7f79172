import { setTimeout as after } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Refusal } from "@/lib/core/refusal";
import { serve, serveRaw, type SourceServer } from "@/lib/testing/servers/misbehaving-server";
import { type OpenSource, openSource } from "./open-source";

const MB = 1_000_000;
const QUICK = { connectMs: 200, firstByteMs: 200, stallMs: 300, totalMs: 5_000 };

/** Fetches all of it, and tells how it ended: `ok` and the length, or the refusal's code and sentence. */
async function fetchAll(server: SourceServer, options: Partial<OpenSource> = {}): Promise<string> {
  try {
    const source = await openSource({
      url: server.url,
      allow: [server.host],
      maxBytes: 100 * MB,
      limits: QUICK,
      ...options,
    });
    let bytes = 0;
    for await (const chunk of source.body) bytes += chunk.byteLength;
    return `ok ${bytes}`;
  } catch (error) {
    if (error instanceof Refusal) return `${error.kind} ${error.code}: ${error.message}`;
    throw error;
  }
}

describe("a source that behaves", () => {
  it("is streamed whole, asked for the bytes as they are, and sent no credentials", async () => {
    let asked: Record<string, unknown> = {};
    const server = await serve((request, response) => {
      asked = request.headers;
      response.writeHead(200, { "content-type": "video/mp4", "content-length": 3 * MB }).end(Buffer.alloc(3 * MB));
    });
    const source = await openSource({ url: server.url, allow: [server.host], maxBytes: 3 * MB });
    expect(source).toMatchObject({ length: 3 * MB, contentType: "video/mp4" });
    let bytes = 0;
    for await (const chunk of source.body) bytes += chunk.byteLength;
    expect(bytes).toBe(3 * MB);
    expect(asked).toMatchObject({ "accept-encoding": "identity", host: server.host });
    expect(asked).not.toHaveProperty("authorization");
    expect(asked).not.toHaveProperty("cookie");
  });

  it("need not say how long it is", async () => {
    const server = await serve((_request, response) => void response.write(Buffer.alloc(MB), () => response.end()));
    expect(await fetchAll(server)).toBe(`ok ${MB}`);
  });

  it("may redirect three times", async () => {
    const server = await serve((request, response) => {
      const hop = Number(request.url?.slice(1));
      if (hop === 0) response.end("film");
      else response.writeHead(302, { location: `/${hop - 1}`, "content-length": 9 }).end("elsewhere");
    });
    expect(await fetchAll(server, { url: `http://${server.host}/3` })).toBe("ok 4");
  });

  it("waits for a slow reader of ours without calling that a stall", async () => {
    const server = await serve((_request, response) => response.end(Buffer.alloc(2 * MB)));
    const source = await openSource({
      url: server.url,
      allow: [server.host],
      maxBytes: 2 * MB,
      limits: { stallMs: 100 },
    });
    let bytes = 0;
    for await (const chunk of source.body) {
      if (bytes === 0) await after(300);
      bytes += chunk.byteLength;
    }
    expect(bytes).toBe(2 * MB);
  });
});

describe("a source that does not deliver", () => {
  it.each([404, 500, 304])("answers %i", async (status) => {
    const server = await serve((_request, response) => response.writeHead(status).end());
    expect(await fetchAll(server)).toBe(`upstream source_unreachable: The source answered ${status}.`);
  });

  it("is not there", async () => {
    const gone = { url: "http://127.0.0.1:1/", host: "127.0.0.1:1", port: 1, connections: () => 0 };
    expect(await fetchAll(gone)).toBe("upstream source_unreachable: The source's server refused the connection.");
  });

  it("says one length and breaks off before it", async () => {
    const server = await serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n");
      socket.write(Buffer.alloc(1_200_000), () => socket.end());
    });
    expect(await fetchAll(server)).toBe("upstream source_unreachable: The source broke off after 1.2 MB of 5 MB.");
  });

  it("resets the connection midway", async () => {
    const server = await serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", () =>
        setTimeout(() => socket.resetAndDestroy(), 50),
      );
    });
    expect(await fetchAll(server)).toMatch(/^upstream source_unreachable: The source broke off after/);
  });

  it("ends a chunked answer before its last chunk", async () => {
    const server = await serveRaw((socket) =>
      socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"),
    );
    expect(await fetchAll(server)).toBe("upstream source_unreachable: The source broke off after 3 bytes.");
  });

  it("sends more than it said: what is over the length is never part of the file", async () => {
    const server = await serveRaw((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfilm and more"));
    expect(await fetchAll(server)).toBe("ok 4");
  });

  it("contradicts itself about its length", async () => {
    const server = await serveRaw((socket) =>
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nfilms"),
    );
    expect(await fetchAll(server)).toBe("upstream source_unreachable: The source's server does not speak proper HTTP.");
  });

  it("speaks no HTTP", async () => {
    const server = await serveRaw((socket) => socket.end("220 ready\r\n"));
    expect(await fetchAll(server)).toBe("upstream source_unreachable: The source's server does not speak proper HTTP.");
  });

  it("speaks no TLS", async () => {
    const server = await serveRaw((socket) => socket.end("HTTP/1.1 200 OK\r\n\r\n"));
    expect(await fetchAll(server, { url: `https://${server.host}/` })).toMatch(
      /^upstream source_unreachable: No safe connection/,
    );
  });

  it("never begins to answer", async () => {
    const server = await serveRaw(() => undefined);
    expect(await fetchAll(server)).toBe(
      "upstream source_unreachable: The source's server did not begin to answer within 0.4 s.",
    );
  });

  it("begins with one header after the other and never ends them", async () => {
    const server = await serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const drip = setInterval(() => socket.write("X-Drip: 1\r\n"), 50);
      socket.once("close", () => clearInterval(drip));
    });
    expect(await fetchAll(server)).toMatch(/did not begin to answer within/);
  });

  it("stalls, by saying nothing or by dripping", async () => {
    for (const drip of ["", "x"]) {
      const server = await serveRaw((socket) => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n");
        socket.write(Buffer.alloc(2 * MB));
        const dripping = setInterval(() => socket.write(drip), 50);
        socket.once("close", () => clearInterval(dripping));
      });
      expect(await fetchAll(server)).toMatch(
        /^upstream source_unreachable: The source stalled after 2 MB of 5 MB: less than 16.4 kB in 0.3 s/,
      );
    }
  });

  it("goes on for ever", async () => {
    const server = await serve((_request, response) => {
      const more = setInterval(() => response.write(Buffer.alloc(32_000)), 20);
      response.once("close", () => clearInterval(more));
    });
    expect(await fetchAll(server, { limits: { totalMs: 600 } })).toBe(
      "upstream source_unreachable: The source took longer than 0.01 minutes.",
    );
  });

  it("sends a compressed copy although it was asked not to", async () => {
    const server = await serve((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end("zipped"),
    );
    expect(await fetchAll(server)).toMatch(/^upstream source_unreachable: The source answered with a compressed copy/);
  });
});

describe("a source that is too large", () => {
  it("and says so is refused at once", async () => {
    const server = await serve((_request, response) =>
      response.writeHead(200, { "content-length": 5 * MB }).write("x"),
    );
    expect(await fetchAll(server, { maxBytes: MB })).toMatch(/^too_large too_large: The source is larger than 1 MB/);
  });

  it("and does not say so is refused at the first byte too many", async () => {
    const server = await serve((_request, response) => response.end(Buffer.alloc(5 * MB)));
    expect(await fetchAll(server, { maxBytes: 5 * MB })).toBe(`ok ${5 * MB}`);
    expect(await fetchAll(server, { maxBytes: 5 * MB - 1 })).toMatch(/^too_large too_large/);
  });
});

describe("whoever asked may leave", () => {
  it("before the answer and in the middle of it, with the reason they gave", async () => {
    const server = await serve(
      (request, response) => void (request.url === "/begin" && response.write(Buffer.alloc(MB))),
    );
    const reason = new Error("the worker stops");
    for (const url of [server.url, `http://${server.host}/begin`]) {
      const signal = AbortSignal.timeout(100);
      const left = new AbortController();
      signal.addEventListener("abort", () => left.abort(reason));
      await expect(fetchAll(server, { url, signal: left.signal })).rejects.toBe(reason);
    }
  });
});
