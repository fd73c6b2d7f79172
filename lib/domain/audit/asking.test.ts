import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { insideCaller, type Caller } from "@/lib/core/caller";
import { closeDb, db } from "@/lib/infra/db";
import { perform, performInFull } from "@/lib/infra/operation";
import { closeQueue } from "@/lib/infra/queue";
import { closeSignals } from "@/lib/infra/signal";
import { chained } from "@/lib/testing/audit-trail";
import { asOwner } from "@/lib/testing/database";
import { checkChain as checkOperation } from "./operations/check-chain";
import { checkChain } from "./workers/check-chain";

const named = (actorName: string): Caller => ({ ...insideCaller("cli", "test"), actorName });
const MARA = named("Mara Lind");
const BEN = named("Ben Okoro");

const ask = (caller: Caller, options: object = {}) => perform(checkOperation, {}, caller, { waitMs: 0, ...options });
const jobs = (states: string) =>
  asOwner<{ data: { check_id: string; actor_name: string } }>(
    `SELECT data FROM pgboss.job WHERE name = 'audit-check-chain' AND state IN (${states})`,
  );
const waiting = () => jobs("'created', 'retry', 'active'");

beforeEach(async () => {
  await asOwner("TRUNCATE audit_entries, audit_chain, audit_checks");
  await asOwner("DELETE FROM pgboss.job");
});
afterAll(async () => {
  await closeQueue();
  await closeSignals();
  await closeDb();
});

describe("asking for a check", () => {
  it("leaves one job however many ask, and all of them are answered by that one", async () => {
    await chained(2);
    const first = await ask(MARA);
    const [second, third] = await Promise.all([ask(BEN), ask(MARA)]);
    expect([second, third]).toEqual([first, first]);
    const [job, ...others] = await waiting();
    expect(job?.data).toEqual({ check_id: first.id, actor_name: "Mara Lind" });
    expect(others).toEqual([]);

    const patient = ask(BEN, { waitMs: 10_000 });
    await checkChain({ check_id: first.id, actor_name: "Mara Lind" });
    expect(await patient).toMatchObject({ id: first.id, state: "intact", actor_name: "Mara Lind" });
    expect(await db().auditEntry.count({ where: { operation: "audit.check" } }), "each is in the trail").toBe(4);
  });

  it("leaves one job when all ask in the same moment", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(MARA)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await waiting()).toHaveLength(1);
  });

  it("joins the one that walks, is given what came of it while its job is being closed, and begins anew after that", async () => {
    const first = await ask(MARA);
    await asOwner("UPDATE pgboss.job SET state = 'active', started_on = now()");
    expect(await ask(BEN)).toEqual(first);
    await checkChain({ check_id: first.id, actor_name: "Mara Lind" });
    expect(await ask(BEN)).toMatchObject({ id: first.id, state: "intact" });
    await asOwner("UPDATE pgboss.job SET state = 'completed', completed_on = now()");
    expect((await ask(BEN)).id).not.toBe(first.id);
  });

  it("tells the same moment when the request comes again", async () => {
    const request = { key: "once", address: "POST /api/v1/audit-checks" };
    const noon = new Date("2026-11-20T12:00:00.000Z");
    const first = await ask(MARA, { request, now: noon });
    expect(first).toMatchObject({ asked_at: "2026-11-20T12:00:00.000Z" });
    await ask(BEN);
    const again = await performInFull(checkOperation, {}, MARA, { request, waitMs: 0 });
    expect(again).toMatchObject({ settled: first, repeated: true });
  });
});
