import { describe, expect, it } from "vitest";
import { agents, keyWith } from "@/lib/testing/agents";
import { delivering } from "@/lib/testing/delivering";

const { address, post, rpc } = agents(await delivering());

describe("the door itself", () => {
  it("wants a key with every request, and takes no cookie for one", async () => {
    for (const headers of [{}, { cookie: "marquee.session=anything" }, { authorization: "Bearer mq_nonsense" }]) {
      const answer = await fetch(address(), {
        method: "POST",
        body: rpc("tools/list"),
        headers: { accept: "application/json, text/event-stream", "content-type": "application/json", ...headers },
      });
      expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
      expect(await answer.json()).toMatchObject({ code: "unauthenticated" });
    }
  });

  it("takes no session and keeps none", async () => {
    for (const method of ["GET", "DELETE"]) {
      const answer = await fetch(address(), { method, headers: { accept: "text/event-stream" } });
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
      expect(await answer.json()).toMatchObject({ code: "method_not_allowed" });
    }
    expect((await post(rpc("ping"))).headers.get("mcp-session-id")).toBeNull();
  });

  it.each([
    ["a foreign page", { origin: "https://evil.example" }, 403],
    [
      "a page whose name has changed its mind",
      { origin: "http://desk.evil.example", "sec-fetch-site": "cross-site" },
      403,
    ],
    ["a page of our own", { origin: "http://localhost:3000" }, 200],
  ])("answers %s", async (_what, headers, status) => {
    expect((await post(rpc("ping"), headers)).status).toBe(status);
  });

  it.each([
    ["what is no JSON", "{", 400, -32_700],
    ["a heap of messages", `[${rpc("ping")},${rpc("ping")}]`, 400, -32_600],
    ["what is no message", `{"hello":1}`, 400, -32_700],
    [
      "a message nested 30 deep",
      `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":${"[".repeat(30)}${"]".repeat(30)}}}`,
      400,
      -32_600,
    ],
  ])("answers %s with an error of JSON-RPC", async (_what, body, status, code) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ jsonrpc: "2.0", id: null, error: { code } });
  });

  it("reads 1 MiB and no more, speaks JSON alone, and knows its versions", async () => {
    const answer = await post(rpc("ping", { x: "x".repeat(1_100_000) }));
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([413, "too_large"]);
    expect((await post(rpc("ping"), { "content-type": "text/plain" })).status).toBe(415);
    expect((await post(rpc("ping"), { accept: "application/json" })).status).toBe(406);
    expect((await post(rpc("ping"), { "mcp-protocol-version": "1999-01-01" })).status).toBe(400);
  });

  it("counts like every other address, and says what is left", async () => {
    const [one, two] = [await post(rpc("ping")), await post(rpc("ping"))];
    const left = (answer: Response) => Number(/r=(\d+)/.exec(answer.headers.get("ratelimit") ?? "")?.[1]);
    expect(one.headers.get("cache-control")).toContain("no-store");
    expect(one.headers.get("ratelimit-policy")).toBe('"key";q=1200;w=60');
    expect(left(one) - left(two)).toBe(1);
  });

  it("knows for whom a service acts, and refuses one that may not", async () => {
    expect((await post(rpc("ping"), { "x-user-id": "influencer-1" })).status).toBe(403);
    const { key } = await keyWith(["deliveries:read", "items:act-as"]);
    const acting = { authorization: `Bearer ${key}`, "x-user-id": "influencer-1" };
    expect((await post(rpc("ping"), acting)).status).toBe(200);
  });
});
