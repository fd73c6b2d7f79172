import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insideCaller } from "@/lib/core/caller";
import type { AuditEntry } from "@/lib/domain/audit/contract";
import { extendChain } from "@/lib/domain/audit/workers/extend-chain";
import { createApiKey } from "@/lib/domain/access/operations/create-api-key";
import { closeDb, db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { closeQueue } from "@/lib/infra/queue";
import { call, keyOfRole } from "@/lib/testing/call";

let admin = "";
let manager = "";

const START = new Date("2026-11-20T12:00:00.000Z");
const at = (second: number) => new Date(START.getTime() + second * 1000);

/** What happened on an evening: one entry each second, some in the same moment. */
const EVENING = [
  {
    at: at(0),
    actorId: "user:1",
    actorName: "Mara Lind",
    door: "desk",
    operation: "videos.edit",
    subject: "video:100%_sure",
  },
  { at: at(1), actorId: "user:2", actorName: "Ben Okoro", door: "desk", operation: "videos.edit", subject: "video:b" },
  {
    at: at(1),
    actorId: "key:9",
    actorName: "render farm",
    door: "api",
    operation: "deliveries.publish",
    subject: "delivery:c",
    outcome: "refused",
    code: "qc_not_passed",
  },
  {
    at: at(1),
    actorId: "user:1",
    actorName: "Mara Lind",
    door: "desk",
    operation: "deliveries.retry",
    subject: "delivery:c",
  },
  {
    at: at(2),
    actorId: "anonymous",
    actorName: "somebody",
    door: "link",
    operation: "deliveries.open-link",
    subject: "delivery:c",
    address: "203.0.113.9",
  },
  {
    at: at(3),
    actorId: "key:9",
    actorName: "render farm",
    door: "api",
    operation: "deliveries.publish",
    subject: "delivery:d",
    onBehalfOf: "influencer-7",
  },
];

beforeAll(async () => {
  [admin, manager] = [await keyOfRole("admin"), await keyOfRole("manager")];
  await db().auditEntry.createMany({
    data: EVENING.map((entry, n) => ({ outcome: "done", requestId: `evening-${n}`, ...entry })),
  });
  await extendChain();
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});

const list = async (query: Record<string, string> = {}) => {
  const { status, body } = await call("GET", "/api/v1/audit-entries", { key: admin, query });
  expect(status).toBe(200);
  return body as { items: AuditEntry[]; next_cursor: string | null; actors: { id: string; name: string }[] };
};
const evening = { from: at(0).toISOString(), to: at(10).toISOString() };
const found = async (query: Record<string, string>) =>
  (await list({ ...evening, ...query })).items.map(({ request_id: id }) => Number(id.split("-")[1]));

describe("the list", () => {
  it("tells who, when, through which door, what, on what, how it ended, and where it stands in the chain", async () => {
    const { items, actors } = await list({ ...evening, limit: "1" });
    expect(items).toEqual([
      {
        id: expect.any(String) as string,
        at: "2026-11-20T12:00:03.000Z",
        actor_id: "key:9",
        actor_name: "render farm",
        on_behalf_of: "influencer-7",
        door: "api",
        operation: "deliveries.publish",
        subject: "delivery:d",
        outcome: "done",
        code: null,
        request_id: "evening-5",
        address: null,
        chain: {
          seq: expect.any(Number) as number,
          hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          previous: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        },
      },
    ]);
    expect(actors).toContainEqual({ id: "user:1", name: "Mara Lind" });
  });

  it("is filtered by each thing it tells, and filters combine", async () => {
    expect(await found({ actor: "user:1" })).toHaveLength(2);
    expect(await found({ actor: "Mara Lind" })).toHaveLength(2);
    expect(await found({ actor: "Mara" })).toEqual([]);
    expect(await found({ operation: "deliveries.publish" })).toHaveLength(2);
    expect(await found({ operation: "deliveries.publish", outcome: "refused" })).toEqual([2]);
    expect(await found({ subject: "delivery:c", door: "desk" })).toEqual([3]);
    expect(await found({ code: "qc_not_passed" })).toEqual([2]);
    expect(await found({ from: at(2).toISOString() })).toEqual([5, 4]);
    expect(await found({ from: at(0).toISOString(), to: at(1).toISOString() })).toEqual([0]);
  });

  it("looks for words in all of it, as they stand: no sign of them is a wildcard", async () => {
    expect(await found({ q: "mara" })).toHaveLength(2);
    expect(await found({ q: "203.0.113" })).toEqual([4]);
    expect(await found({ q: "evening-2" })).toEqual([2]);
    expect(await found({ q: "qc_NOT" })).toEqual([2]);
    expect(await found({ q: "influencer" })).toEqual([5]);
    expect(await found({ q: "100%_" })).toEqual([0]);
    for (const q of ["%", "_____________", "\\", "delivery:_"]) expect((await found({ q })).length, q).toBeLessThan(2);
  });

  it("goes on behind its cursor through entries of one moment, and stands still while new ones come", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await list({ ...evening, limit: "2", ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ request_id: id }) => id));
      cursor = page.next_cursor;
      await db().auditEntry.create({
        data: { ...EVENING[0]!, at: at(5), outcome: "done", requestId: "between" },
      });
    } while (cursor);
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
  });

  it("refuses a cursor of another list, and filters it does not know", async () => {
    const { body } = await call("GET", "/api/v1/api-keys", { key: admin, query: { limit: "1" } });
    for (const query of [
      { cursor: String(body["next_cursor"]) },
      { cursor: "x" },
      { door: "window" },
      { from: "yesterday" },
      { whom: "x" },
    ]) {
      expect((await call("GET", "/api/v1/audit-entries", { key: admin, query })).status).toBe(400);
    }
  });

  it("is for those with the scope audit:read alone, and the refusal is in it", async () => {
    const { key: reader } = await perform(
      createApiKey,
      { name: "auditor", scopes: ["audit:read"] },
      insideCaller("cli", "test"),
    );
    expect((await call("GET", "/api/v1/audit-entries", { key: reader ?? "" })).status).toBe(200);
    expect((await call("GET", "/api/v1/audit-entries", { key: manager })).status).toBe(403);
    expect((await call("GET", "/api/v1/audit-entries")).status).toBe(401);
    const { items } = await list({ actor: "test manager" });
    expect(items.map(({ operation, outcome, code }) => [operation, outcome, code])).toEqual([
      ["audit.list", "refused", "forbidden"],
    ]);
  });
});
