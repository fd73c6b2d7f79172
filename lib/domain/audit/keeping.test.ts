import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDb, db } from "@/lib/infra/db";
import { closeQueue } from "@/lib/infra/queue";
import { chained, checking, entryOf, forge, hourAgo, links, watering } from "@/lib/testing/audit-trail";
import { asOwner } from "@/lib/testing/database";
import { chainKeeper, extendChain } from "./workers/extend-chain";

beforeEach(() => asOwner("TRUNCATE audit_entries, audit_chain, audit_checks"));
afterAll(async () => {
  await closeQueue();
  await closeDb();
});

describe("the role of the desk's processes", () => {
  for (const table of ["audit_entries", "audit_chain", "audit_checks"]) {
    it(`can neither change, delete nor empty ${table}`, async () => {
      await chained(1);
      await checking();
      const set = table === "audit_chain" ? "hash = ''" : "actor_name = 'x'";
      for (const statement of [
        `UPDATE ${table} SET ${set}`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
        `DROP TABLE ${table}`,
      ]) {
        await expect(db().$executeRawUnsafe(statement), statement).rejects.toThrow(/permission denied|must be owner/);
      }
      const [row] = await asOwner<{ count: string }>(`SELECT count(*) FROM ${table}`);
      expect(Number(row?.count)).toBeGreaterThan(0);
    });
  }
});

describe("the chain", () => {
  it("takes every entry once, in order, and writes no entry of its own", async () => {
    await chained(7);
    await extendChain();
    const entries = await db().auditEntry.findMany({ orderBy: [{ at: "asc" }, { id: "asc" }] });
    expect((await links()).map(({ seq, entryId }) => [seq, entryId])).toEqual(
      entries.map(({ id }, at) => [BigInt(at + 1), id]),
    );
    expect(entries).toHaveLength(7);
  });

  it("is extended by one of several workers at a time: no gap, nothing twice", async () => {
    const ids = Array.from({ length: 1203 }, (_, at) => at);
    await db().auditEntry.createMany({
      data: ids.map((at) => ({
        at: new Date(),
        actorId: "cli",
        actorName: "cli",
        door: "cli",
        operation: "plants.water",
        subject: `plant:${at}`,
        outcome: "done",
        requestId: "r",
      })),
    });
    const keepers = [1, 2, 3, 4].map(() => chainKeeper());
    await Promise.all([...keepers.map((keep) => keep()), ...ids.slice(0, 20).map((at) => watering(`late ${at}`))]);
    await Promise.all(keepers.map((keep) => keep()));
    const all = await links();
    expect(all.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 1223 }, (_, at) => at + 1));
    expect(new Set(all.map(({ entryId }) => entryId)).size).toBe(1223);
    expect(await checking()).toMatchObject({ intact: true, chained: 1223n, waiting: 0n, finding: null });
  });

  it("takes an entry that committed behind later ones, and one that tells of the past", async () => {
    const { promise: go, resolve: commit } = Promise.withResolvers<void>();
    const slow = db().$transaction(async (tx) => {
      const { id } = await tx.auditEntry.create({
        data: { ...(await anyEntry()), at: new Date(Date.now() - 1000), subject: "plant:slow" },
      });
      await go;
      return id;
    });
    await chained(3);
    commit();
    const id = await slow;
    await watering("long ago", new Date("2026-01-01T00:00:00Z"));
    await extendChain();
    const { id: told } = await entryOf("long ago");
    expect(
      (await links())
        .slice(3)
        .map(({ entryId }) => entryId)
        .toSorted(),
    ).toEqual([id, told].toSorted());
    expect(await checking()).toMatchObject({ intact: true, chained: 5n, waiting: 0n });
  });

  it("takes what no look back can find when the whole trail is looked through, at the first run of a worker", async () => {
    await chained(2);
    const id = "01900000-0000-7000-8000-000000000000";
    await forge(hourAgo(), id);
    await extendChain();
    expect(await links()).toHaveLength(2);
    await chainKeeper()();
    expect((await links()).at(-1)?.entryId).toBe(id);
  });

  async function anyEntry() {
    return {
      actorId: "cli",
      actorName: "cli",
      door: "cli",
      operation: "plants.water",
      outcome: "done",
      requestId: "r",
    };
  }
});
