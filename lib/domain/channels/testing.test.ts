import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDb, db } from "@/lib/infra/db";
import { closeQueue } from "@/lib/infra/queue";
import { allowUnsealing } from "@/lib/infra/secrets";
import { closeSignals } from "@/lib/infra/signal";
import type { Connector } from "@/lib/platforms/contract";
import { call, keyOfRole } from "@/lib/testing/call";
import { serveTokens } from "@/lib/testing/servers/token-server";
import { eventually } from "@/lib/testing/worker";
import { testChannel } from "./workers/test-channel";

const server = await serveTokens();
Object.assign(process.env, { MARQUEE_REHEARSALS: "1", OUTBOUND_ALLOW: server.host });
allowUnsealing();

let key = "";
beforeAll(async () => {
  key = await keyOfRole("manager");
});
beforeEach(() => {
  server.behave("rotates");
  Object.assign(server.seen, { refreshes: 0, thefts: 0 });
});
afterAll(async () => {
  await server.close();
  await closeQueue();
  await closeSignals();
  await closeDb();
});

async function channel(credentials = server.grant()): Promise<string> {
  const settings = { url: `http://${server.host}/`, account: "harbour" };
  const body = { name: "Harbour", platform: "rehearsal-key", settings, credentials };
  return String((await call("POST", "/api/v1/channels", { key, body })).body["id"]);
}
const ask = (id: string, headers = {}) => call("POST", "/api/v1/channels/{id}/test", { key, params: { id }, headers });
const read = async (id: string) => (await call("GET", "/api/v1/channels/{id}", { key, params: { id } })).body;

const done = new Set<string>();

/** The worker's part, once a test of this channel was left that nobody has done. */
async function work(id: string, connector: Connector = server.connector): Promise<void> {
  const askedAt = await eventually(async () => {
    const left = await db().$queryRaw<{ asked: string }[]>`
      SELECT data->>'asked_at' AS asked FROM pgboss.job
      WHERE name = 'channels-test' AND data->>'channel_id' = ${id}`;
    return left.find(({ asked }) => !done.has(asked))?.asked;
  });
  done.add(askedAt);
  await testChannel({ channelId: id, askedAt }, { connector });
}

describe("a test of a channel", () => {
  it("waits for what the platform says, and tells a repetition the same", async () => {
    const id = await channel();
    const [answer] = await Promise.all([ask(id, { "idempotency-key": "press" }), work(id)]);
    expect([answer.status, answer.body]).toEqual([
      201,
      { id, asked_at: expect.any(String), state: "fine", sentence: "The channel works." },
    ]);
    const again = await ask(id, { "idempotency-key": "press" });
    expect([again.status, again.body]).toEqual([201, answer.body]);
    expect(await read(id)).toMatchObject({ check_trouble: null, checked_at: expect.any(String), revision: 0 });
  });

  it("says where it is told how it ended to whoever does not wait", async () => {
    const id = await channel();
    const asked = await ask(id, { prefer: "respond-async" });
    expect([asked.status, asked.body["state"]]).toEqual([202, "waiting"]);
    expect(asked.headers.get("location")).toBe(`/api/v1/channels/${id}`);
    expect((await ask("nobody")).body["code"]).toBe("channel_not_found");
  });

  it("that finds something wrong says what, on the channel too, until it is mended", async () => {
    const id = await channel();
    const check = async () => ({ kind: "refused" as const, reason: "The account is suspended." });
    const [answer] = await Promise.all([ask(id), work(id, { ...server.connector, check })]);
    expect(answer.body).toMatchObject({ state: "trouble", sentence: "The account is suspended." });
    expect(await read(id)).toMatchObject({
      status: "active",
      health: "attention",
      health_sentence: "The last test found: The account is suspended.",
    });
    await Promise.all([ask(id), work(id)]);
    expect(await read(id)).toMatchObject({ health: "good", check_trouble: null });
  });

  it("renews a token that is refused, and asks again with the fresh one", async () => {
    const id = await channel(server.grant({ stale: true }));
    const [answer] = await Promise.all([ask(id), work(id)]);
    expect(answer.body["state"]).toBe("fine");
    expect(server.seen).toEqual({ refreshes: 1, thefts: 0 });
  });

  it("has the channel say that it needs reconnecting where nothing renews it", async () => {
    const id = await channel(server.grant({ stale: true }));
    server.behave("refuses");
    const [answer] = await Promise.all([ask(id), work(id)]);
    expect(answer.body).toMatchObject({ state: "trouble", sentence: "The grant was taken back." });
    expect(await read(id)).toMatchObject({ status: "needs_reconnecting", health: "broken" });
    const other = await channel(server.grant({ stale: true }));
    await Promise.all([ask(other), work(other, server.plain)]);
    expect(await read(other)).toMatchObject({ status: "needs_reconnecting" });
  });

  it("of a channel that was removed meanwhile is let go", async () => {
    const id = await channel();
    await ask(id, { prefer: "respond-async" });
    await call("DELETE", "/api/v1/channels/{id}", { key, params: { id } });
    await work(id);
    expect((await db().channel.findUniqueOrThrow({ where: { id } })).checkedAt).toBeNull();
  });
});
