import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insideCaller } from "@/lib/core/caller";
import type { EntryPage } from "@/lib/domain/audit/contract";
import { readEntries } from "@/lib/domain/audit/store";
import { extendChain } from "@/lib/domain/audit/workers/extend-chain";
import { createApiKey } from "@/lib/domain/access/operations/create-api-key";
import { openApiDocument } from "@/lib/edge/openapi/document";
import { closeDb, db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { closeQueue } from "@/lib/infra/queue";
import { call, keyOfRole } from "@/lib/testing/call";
import { asOwner } from "@/lib/testing/database";

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
  return body as unknown as EntryPage;
};
const evening = { from: at(0).toISOString(), to: at(10).toISOString() };
const found = async (query: Record<string, string>) =>
  (await list({ ...evening, ...query })).items.map(({ request_id: id }) => Number(id.split("-")[1]));

describe("the list", () => {
  it("tells who, when, through which door, what, on what, how it ended, and where it stands in the chain", async () => {
    const { items } = await list({ ...evening, limit: "1" });
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
  });

  it("names who acted lately, on its first page as a whole and nowhere else", async () => {
    const { actors, next_cursor: cursor } = await list({ limit: "1" });
    expect(actors).toContainEqual({ id: "user:1", name: "Mara Lind" });
    expect((await list({ limit: "1", cursor: cursor ?? "" })).actors).toEqual([]);
    expect((await list(evening)).actors).toEqual([]);
    await db().auditEntry.createMany({
      data: Array.from({ length: 110 }, (_, n) => ({
        ...EVENING[0]!,
        at: at(-n - 1),
        actorId: `key:${n}`,
        actorName: `service ${String(n).padStart(3, "0")}`,
        outcome: "done",
        requestId: "crowd",
      })),
    });
    const busiest = (await list()).actors;
    expect(busiest).toHaveLength(100);
    expect(busiest.map(({ name }) => name)).toEqual(busiest.map(({ name }) => name).toSorted());
    expect(busiest).toContainEqual({ id: "user:1", name: "Mara Lind" });
  });

  it("is filtered by each thing it tells, and filters combine", async () => {
    expect(await found({ actor: "user:1" })).toHaveLength(2);
    expect(await found({ actor: "Mara Lind" })).toHaveLength(2);
    expect(await found({ actor: "Mara" })).toEqual([]);
    expect(await found({ operation: "deliveries.publish" })).toHaveLength(2);
    expect(await found({ operation: "deliveries.publish", outcome: "refused" })).toEqual([2]);
    expect(await found({ subject: "delivery:c", door: "desk" })).toEqual([3]);
    expect(await found({ code: "qc_not_passed" })).toEqual([2]);
    expect(await found({ request_id: "evening-4" })).toEqual([4]);
    expect(await found({ actor: "anonymous" })).toEqual([4]);
    expect(await found({ actor: "render farm" })).toEqual([5, 2]);
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
    expect(await found({ q: "%" })).toEqual([0]);
    expect(await found({ q: "_" })).toEqual([2, 0]);
    for (const q of ["_____________", "\\", "delivery:_", "v%o:b"]) expect(await found({ q }), q).toEqual([]);
  });

  it("looks through a long trail in steps, says how far it came, and goes on from there", async () => {
    await asOwner(
      `INSERT INTO audit_entries (id, at, actor_id, actor_name, door, operation, subject, outcome, request_id)
       SELECT gen_random_uuid(), '2020-06-01T00:00:00Z'::timestamptz - n * interval '1 second', 'user:7', 'Nobody', 'desk',
              CASE n WHEN 100000 THEN 'plants.water' ELSE 'videos.edit' END,
              'video:' || CASE WHEN n IN (0, 99999, 100000) THEN 'needle' ELSE 'hay' END, 'done', 'long-' || n
       FROM generate_series(0, 100000) n`,
    );
    const years = { to: "2021-01-01T00:00:00Z", q: "needle" };
    const first = await list(years);
    expect(first.items.map(({ request_id: id }) => id)).toEqual(["long-0", "long-99999"]);
    expect(first.looked_back_to).toBe(first.items[1]?.at);
    const second = await list({ ...years, cursor: first.next_cursor ?? "" });
    expect(second).toMatchObject({ items: [{ request_id: "long-100000" }], next_cursor: null, looked_back_to: null });
    expect((await list({ ...years, limit: "1" })).looked_back_to, "a full page").toBeNull();
    const through = await list({ ...years, limit: "2", door: "mcp" });
    expect(through).toMatchObject({ items: [], looked_back_to: first.looked_back_to });
    expect(through.next_cursor).not.toBeNull();
    const known = await list({ ...years, operation: "plants.water" });
    expect(known, "an index leads there").toMatchObject({ items: [{ request_id: "long-100000" }], next_cursor: null });

    const exported = await readEntries(db(), { filters: years, limit: 500 });
    expect(exported.map(({ wire }) => wire.request_id)).toEqual(["long-0", "long-99999", "long-100000"]);
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

  it("says in the API's description what each filter is, for the list and the export", () => {
    const { paths } = openApiDocument() as unknown as {
      paths: Record<string, { get: { parameters: { name: string; in: string; schema: { description?: string } }[] } }>;
    };
    for (const address of ["/api/v1/audit-entries", "/api/v1/audit-entries/export"]) {
      const filters = paths[address]?.get.parameters.filter((parameter) => parameter.in === "query") ?? [];
      expect(filters.map(({ name }) => name)).toEqual(expect.arrayContaining(["operation", "request_id", "to"]));
      for (const { name, schema } of filters) expect(schema.description, `${name} of ${address}`).toMatch(/\w/);
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
