import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDb, db } from "@/lib/infra/db";
import { closeQueue } from "@/lib/infra/queue";
import { chained, checking, forge, hourAgo, links, watering } from "@/lib/testing/audit-trail";
import { asOwner } from "@/lib/testing/database";
import { GENESIS, hashOf } from "./chain";
import { buryCheck } from "./workers/bury-check";
import { checkDaily } from "./workers/check-chain";
import { chainKeeper } from "./workers/extend-chain";

beforeEach(() => asOwner("TRUNCATE audit_entries, audit_chain, audit_checks"));
afterAll(async () => {
  await closeQueue();
  await closeDb();
});

describe("a check", () => {
  it("finds an untouched trail intact, an empty one too, and says how long it is and how it ends", async () => {
    expect(await checking()).toMatchObject({ intact: true, chained: 0n, waiting: 0n, headHash: null });
    await chained(3);
    await watering("fresh");
    const head = (await links()).at(-1);
    // The two entries about the checks themselves stand beside the three: none of them is too old to wait.
    const check = await checking();
    expect(check).toMatchObject({ intact: true, chained: 4n, finding: null });
    expect(Buffer.from(check.headHash ?? [])).toEqual(Buffer.from(head?.hash ?? []));
  });

  const tampering: readonly {
    readonly what: string;
    readonly how: (ids: readonly string[]) => Promise<unknown>;
    readonly says: (ids: readonly string[]) => string;
  }[] = [
    {
      what: "an entry that was altered",
      how: (ids) => asOwner("UPDATE audit_entries SET actor_name = 'Somebody else' WHERE id = $1", [ids[2]]),
      says: (ids) => `The entry ${ids[2]} is not the one that link 3 was made of`,
    },
    {
      what: "the last entry, altered",
      how: (ids) => asOwner("UPDATE audit_entries SET outcome = 'refused' WHERE id = $1", [ids[5]]),
      says: (ids) => `Link 6 does not fit the entry ${ids[5]}`,
    },
    {
      what: "an entry that was deleted",
      how: (ids) => asOwner("DELETE FROM audit_entries WHERE id = $1", [ids[3]]),
      says: (ids) => `The entry ${ids[3]} of link 4 is no longer in the trail.`,
    },
    {
      what: "two entries that were swapped",
      how: (ids) =>
        asOwner(
          `UPDATE audit_entries e SET subject = o.subject FROM audit_entries o
           WHERE (e.id, o.id) IN (($1::uuid, $2::uuid), ($2::uuid, $1::uuid))`,
          [ids[1], ids[4]],
        ),
      says: (ids) => `The entry ${ids[1]} is not the one that link 2 was made of`,
    },
    {
      what: "two links that were swapped",
      how: () =>
        asOwner("UPDATE audit_chain SET seq = -seq WHERE seq IN (2, 5)").then(() =>
          asOwner("UPDATE audit_chain SET seq = 7 + seq WHERE seq < 0"),
        ),
      says: (ids) => `Link 2 does not fit the entry ${ids[4]}`,
    },
    {
      what: "a link that was altered",
      how: () => asOwner("UPDATE audit_chain SET hash = sha256('x') WHERE seq = 3"),
      says: (ids) => `Link 3 was changed: its hash does not belong to the entry ${ids[2]}.`,
    },
    {
      what: "a link that is missing",
      how: () => asOwner("DELETE FROM audit_chain WHERE seq = 3"),
      says: (ids) => `Link 3 is missing: the next one is link 4, of the entry ${ids[3]}.`,
    },
    {
      what: "the first link, missing",
      how: () => asOwner("DELETE FROM audit_chain WHERE seq = 1"),
      says: (ids) => `Link 1 is missing: the next one is link 2, of the entry ${ids[1]}.`,
    },
    {
      what: "a link before the first",
      how: () => forgeLink(0, randomUUID()),
      says: () => "Link 0, of the entry ",
    },
    {
      what: "an entry that was put in by another way and never chained",
      how: () => forge(hourAgo(), "01900000-0000-7000-8000-000000000000"),
      says: () => "The entry 01900000-0000-7000-8000-000000000000 of ",
    },
  ];

  for (const { what, how, says } of tampering) {
    it(`names ${what}`, async () => {
      const ids = await chained(6);
      expect((await checking()).intact).toBe(true);
      await asOwner("DELETE FROM audit_entries WHERE operation = 'audit.keep-check'");
      await how(ids);
      const check = await checking();
      expect(check.intact).toBe(false);
      expect(check.finding).toContain(says(ids));
      expect((await checking()).finding, "and goes on to").toBe(check.finding);
    });
  }

  it("names a chain whose end was cut off, and one that was made anew where its end had been", async () => {
    await chained(6);
    const { at } = await checking();
    await asOwner(
      "DELETE FROM audit_entries WHERE id IN (SELECT entry_id FROM audit_chain WHERE seq > 4) OR operation = 'audit.keep-check'",
    );
    await asOwner("DELETE FROM audit_chain WHERE seq > 4");
    const [last] = (await links()).slice(-1);
    const saw = `the check of ${at.toISOString()} saw`;
    expect((await checking()).finding).toBe(
      `The chain ends with link 4, of the entry ${last?.entryId}, but ${saw} 6 links: its end was cut off.`,
    );
    await chained(9);
    const sixth = (await links())[5];
    expect((await checking()).finding).toBe(
      `Link 6, of the entry ${sixth?.entryId}, is not the one that ${saw}: the chain was made anew up to there.`,
    );
    await asOwner("TRUNCATE audit_entries, audit_chain");
    expect((await checking()).finding).toContain("The chain ends before its first link");
  });

  it("names an entry that is chained twice and a link that is there twice, once the indexes that forbid it are gone", async () => {
    const ids = await chained(4);
    await asOwner("DROP INDEX audit_chain_entry_id_key");
    const [, second, , fourth] = await links();
    // Even by somebody who knows how the hashes are made.
    const hash = hashOf(
      fourth?.hash ?? GENESIS,
      await db().auditEntry.findUniqueOrThrow({ where: { id: ids[1] ?? "" } }),
    );
    await asOwner("INSERT INTO audit_chain (seq, entry_id, hash) VALUES (5, $1, $2)", [ids[1], hash]);
    expect((await checking()).finding).toBe(
      `The entry ${ids[1]} is in the chain more than once, at the links 2 and 5.`,
    );
    await asOwner("DELETE FROM audit_chain WHERE seq = 5");
    await asOwner("ALTER TABLE audit_chain DROP CONSTRAINT audit_chain_pkey");
    await forgeLink(2, second?.entryId ?? "");
    expect((await checking()).finding).toContain(`Link 2 is there twice; the second one names the entry ${ids[1]}.`);
    await asOwner("DELETE FROM audit_chain WHERE seq = 2 AND hash = sha256('forged')");
    await asOwner("ALTER TABLE audit_chain ADD PRIMARY KEY (seq)");
    await asOwner("CREATE UNIQUE INDEX audit_chain_entry_id_key ON audit_chain (entry_id)");
    expect((await checking()).intact).toBe(true);
  });

  it("walks beyond one batch, and leaves alone what has only just been written", async () => {
    await asOwner(
      `INSERT INTO audit_entries (id, at, actor_id, actor_name, door, operation, subject, outcome, request_id)
       SELECT gen_random_uuid(), now() - n * interval '1 second', 'user:0', 'Nobody', 'desk', 'videos.edit', 'video:v', 'done', 'r'
       FROM generate_series(1, 4500) n`,
    );
    await chainKeeper()();
    await forge(new Date());
    expect(await checking()).toMatchObject({ intact: true, chained: 4500n, waiting: 1n });
    await asOwner("UPDATE audit_chain SET hash = sha256('x') WHERE seq = 4000");
    expect((await checking()).finding).toContain("Link 4000 was changed");
  });

  it("that was not finished is kept as such, says nothing of the trail, and is no measure for the next", async () => {
    await chained(3);
    const { at } = await checking();
    const id = randomUUID();
    await buryCheck({ check_id: id, actor_name: "Mara Lind" });
    expect(await db().auditCheck.findUnique({ where: { id } })).toMatchObject({
      intact: null,
      chained: null,
      headHash: null,
    });
    await asOwner("DELETE FROM audit_chain WHERE seq = 3");
    const check = await checking();
    expect(check.finding, "the last good one is").toContain(`the check of ${at.toISOString()} saw 3 links`);
    await buryCheck({ check_id: check.id, actor_name: "Mara Lind" });
    expect(await db().auditCheck.findUnique({ where: { id: check.id } }), "one that ended after all").toEqual(check);
  });

  it("is asked for once a day, by whichever worker looks first", async () => {
    const asked = async () => (await db().auditEntry.count({ where: { operation: "audit.check" } })) > 0;
    await checking();
    await checkDaily();
    expect(await asked()).toBe(false);
    await checkDaily(new Date(Date.now() + 25 * 3_600_000));
    expect(await asked()).toBe(true);
  });

  const forgeLink = (seq: number, entryId: string) =>
    asOwner("INSERT INTO audit_chain (seq, entry_id, hash) VALUES ($1, $2, sha256('forged'))", [seq, entryId]);
});
