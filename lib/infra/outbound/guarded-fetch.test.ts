import { describe, expect, it } from "vitest";
import { serve, serveRaw } from "@/lib/testing/servers/misbehaving-server";
import { guardedFetch, type GuardedFetch } from "./guarded-fetch";

const fetching = (options: Partial<GuardedFetch> = {}) => guardedFetch({ allow: [], who: "The provider", ...options });

describe("a fetch for libraries", () => {
  it("sends what it is given and hands back status, headers and body", async () => {
    const server = await serve((asked, response) => {
      let body = "";
      asked.on("data", (chunk: Buffer) => (body += chunk.toString()));
      asked.on("end", () => {
        response.writeHead(201, { "content-type": "text/plain", "set-cookie": ["a=1", "b=2"] });
        response.end([asked.method, asked.headers["x-of"], asked.headers["accept-encoding"], body].join(" "));
      });
    });
    const response = await fetching({ allow: [server.host] })(server.url, {
      method: "POST",
      headers: { "x-of": "ours" },
      body: new URLSearchParams({ code: "a b" }),
    });
    expect([response.status, response.headers.get("content-type")]).toEqual([201, "text/plain"]);
    expect(await response.text()).toBe("POST ours identity code=a+b");
  });

  it("goes to no private address that was not named, and says so without naming it", async () => {
    const inside = await serve((_request, response) => response.end("inside"));
    for (const url of [inside.url, inside.url.replace("http:", "https:"), "https://localhost/", "file:///etc/passwd"]) {
      const error = await fetching()(url).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: "NoAnswer", code: "address_refused" });
      expect(String(error)).toMatch(/^NoAnswer: The provider is at an address .*OUTBOUND_ALLOW\.$/);
      expect(String(error)).not.toMatch(/127\.0\.0\.1|localhost|source/);
    }
    const led = fetching({ resolve: async () => [{ address: "10.0.0.1", family: 4 }] });
    await expect(led("https://id.example/")).rejects.toMatchObject({ code: "address_refused" });
    expect(inside.connections()).toBe(0);
  });

  it("follows no redirect: it is an answer like any other", async () => {
    const inside = await serve((_request, response) => response.end("inside"));
    const door = await serve((_request, response) => response.writeHead(302, { location: inside.url }).end());
    const response = await fetching({ allow: [door.host, inside.host] })(door.url);
    expect([response.status, response.headers.get("location")]).toEqual([302, inside.url]);
    expect(inside.connections()).toBe(0);
  });

  it("takes no body without end, and waits for none", async () => {
    const long = await serve((_request, response) => response.end(Buffer.alloc(1024 * 1024 + 1)));
    await expect(fetching({ allow: [long.host] })(long.url)).rejects.toMatchObject({
      code: "too_large",
      message: "The provider answered with more than 1024 KiB.",
    });
    const drip = await serve((_request, response) => {
      response.writeHead(200).write("a");
    });
    const silent = await serveRaw(() => undefined);
    for (const server of [drip, silent]) {
      await expect(fetching({ allow: [server.host], totalMs: 200 })(server.url)).rejects.toMatchObject({
        code: "too_late",
        message: "The provider did not answer in time.",
      });
    }
  });

  it("tells a server that is not there in its own words, and an empty answer is one", async () => {
    const gone = fetching({ allow: ["127.0.0.1:1"] })("http://127.0.0.1:1/secret?code=hunter2");
    await expect(gone).rejects.toMatchObject({ code: "ECONNREFUSED", message: "The provider cannot be reached." });
    const empty = await serve((_request, response) => response.writeHead(204).end());
    expect((await fetching({ allow: [empty.host] })(empty.url)).status).toBe(204);
  });
});
