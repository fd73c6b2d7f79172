import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditCheck } from "@/lib/domain/audit/contract";
import { extendChain } from "@/lib/domain/audit/workers/extend-chain";
import { db } from "@/lib/infra/db";
import { call, keyOfRole } from "@/lib/testing/call";
import { asOwner } from "@/lib/testing/database";
import { eventually, startWorker } from "@/lib/testing/worker";

let admin = "";
let stop: () => Promise<void>;

beforeAll(async () => {
  admin = await keyOfRole("admin");
  stop = await startWorker();
});
afterAll(() => stop());

const check = (headers: Record<string, string> = {}) => call("POST", "/api/v1/audit-checks", { key: admin, headers });
const list = async () =>
  (await call("GET", "/api/v1/audit-checks", { key: admin })).body as { items: AuditCheck[]; next_cursor: null };

describe("POST /api/v1/audit-checks", () => {
  it("looks through the chain, tells what it found, and keeps it in the list", async () => {
    await extendChain();
    const { status, body } = await check();
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: "intact", actor_name: "test admin", finding: null });
    expect(body["chained"]).toBeGreaterThan(0);
    expect(body["head_hash"]).toMatch(/^[0-9a-f]{64}$/);
    expect((await list()).items[0]).toEqual(body);
    expect(await db().auditEntry.count({ where: { subject: `audit-check:${String(body["id"])}` } })).toBe(2);
  });

  it("answers 202 to whoever does not wait, and the check comes to stand in the list", async () => {
    const { status, body, headers } = await check({ prefer: "respond-async" });
    expect([status, headers.get("location")]).toEqual([202, "/api/v1/audit-checks"]);
    await eventually(async () => (await list()).items.find(({ id }) => id === body["id"]));
  });

  it("is one check however often the same request comes", async () => {
    const before = (await list()).items.length;
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(await check({ "idempotency-key": "one-check" }));
    expect(new Set(answers.map(({ body }) => body["id"])).size).toBe(1);
    expect(answers.map(({ headers }) => headers.get("idempotency-replayed"))).toEqual([null, "true", "true"]);
    expect((await list()).items).toHaveLength(before + 1);
  });

  it("names what does not fit", async () => {
    await extendChain();
    const [entry] = await asOwner<{ id: string }>(
      "UPDATE audit_entries SET actor_name = 'x' WHERE id = (SELECT entry_id FROM audit_chain WHERE seq = 1) RETURNING id",
    );
    const { status, body } = await check();
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: "not_intact" });
    expect(body["finding"]).toContain(`The entry ${entry?.id} is not the one that link 1 was made of`);
  });

  it(
    "keeps one that broke each time as not finished, and the next one can be asked for",
    { timeout: 60_000 },
    async () => {
      await asOwner("REVOKE SELECT ON audit_chain FROM marquee_app");
      const { body } = await check({ prefer: "respond-async" });
      const kept = await eventually(async () => (await list()).items.find(({ id }) => id === body["id"]), 50_000);
      await asOwner("GRANT SELECT ON audit_chain TO marquee_app");
      expect(kept).toMatchObject({ state: "unfinished", chained: null, waiting: null, head_hash: null });
      expect(kept.finding).toContain("The check could not be finished");
      expect((await check()).body).toMatchObject({ state: "not_intact" });
    },
  );

  it("is for those with the scope audit:read alone", async () => {
    const key = await keyOfRole("manager");
    expect((await call("POST", "/api/v1/audit-checks", { key })).status).toBe(403);
    expect((await call("GET", "/api/v1/audit-checks", { key })).status).toBe(403);
  });
});
