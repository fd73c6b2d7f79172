import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asOwner } from "@/lib/testing/database";
import { canonical, GENESIS, hashOf, type ChainedEntry } from "./chain";
import { BEFORE_THE_FIRST, firstIdAt, fits, writtenAt } from "./rules";

const text = fc.string({ unit: "binary", maxLength: 12 });
const textOrNull = fc.option(text);
const anEntry: fc.Arbitrary<ChainedEntry> = fc.record({
  id: fc.uuid({ version: 7 }),
  at: fc.date({ min: new Date("1970-01-01"), max: new Date("2199-12-31"), noInvalidDate: true }),
  actorId: text,
  actorName: text,
  onBehalfOf: textOrNull,
  door: text,
  operation: text,
  subject: text,
  outcome: text,
  code: textOrNull,
  requestId: text,
  address: textOrNull,
});
const previous = fc.uint8Array({ minLength: 32, maxLength: 32 });
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("an entry's hash", () => {
  it("changes with any field of it, and with the hash before it", () => {
    fc.assert(
      fc.property(anEntry, anEntry, previous, previous, (entry, other, before, elsewhere) => {
        const hash = hex(hashOf(before, entry));
        for (const field of Object.keys(entry) as (keyof ChainedEntry)[]) {
          const changed = { ...entry, [field]: other[field] };
          const same = JSON.stringify(changed[field]) === JSON.stringify(entry[field]);
          expect(hex(hashOf(before, changed)) === hash, `${field} makes the difference`).toBe(same);
        }
        expect(hex(hashOf(elsewhere, entry)) === hash).toBe(hex(before) === hex(elsewhere));
      }),
    );
  });

  it("is not shared by two entries, wherever one field ends and the next begins", () => {
    fc.assert(
      fc.property(
        anEntry,
        fc.string({ unit: "binary", minLength: 1, maxLength: 20 }),
        fc.nat(20),
        (entry, words, cut) => {
          const split = (at: number) => ({ ...entry, actorId: words.slice(0, at), actorName: words.slice(at) });
          const [here, there] = [cut % words.length, (cut + 1) % (words.length + 1)];
          expect(canonical(split(here)) === canonical(split(there))).toBe(here === there);
        },
      ),
    );
    fc.assert(
      fc.property(anEntry, (entry) => {
        expect(JSON.parse(canonical(entry))).toHaveLength(12);
      }),
    );
  });

  it("tells nothing from the empty text, and from the word for nothing", () => {
    fc.assert(
      fc.property(anEntry, (entry) => {
        const texts = [null, "", "null", '"'].map((code) => canonical({ ...entry, code }));
        expect(new Set(texts).size).toBe(4);
      }),
    );
  });

  it("comes out the same forever", () => {
    const entry: ChainedEntry = {
      id: "019aa000-0000-7000-8000-000000000001",
      at: new Date("2026-11-21T09:30:00.007Z"),
      actorId: "user:1",
      actorName: "Mara “M.” Lind",
      onBehalfOf: null,
      door: "desk",
      operation: "videos.edit",
      subject: "video:vid_1",
      outcome: "refused",
      code: "stale",
      requestId: "r-1",
      address: "",
    };
    expect(canonical(entry)).toBe(
      '["019aa000-0000-7000-8000-000000000001","2026-11-21T09:30:00.007Z","user:1","Mara “M.” Lind",null,"desk","videos.edit","video:vid_1","refused","stale","r-1",""]',
    );
    expect(hex(GENESIS)).toBe("8fd668379f0078a158553ad808da5f849ff5a6733be3d2f1b827c82dcdb51fbb");
    expect(hex(hashOf(GENESIS, entry))).toBe("6b72d79ce51aa0f795405a09402ffba31d7eaf65bee43d222d17ca33ef2cb934");
  });

  it("covers every column that the trail has", async () => {
    const columns = await asOwner<{ name: string }>(
      "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'audit_entries'",
    );
    const [entry] = fc.sample(anEntry, 1);
    const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    expect(columns.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(entry ?? {})
        .map(snake)
        .toSorted(),
    );
  });
});

describe("a link", () => {
  it("fits behind the one it was made on, and nowhere else", () => {
    fc.assert(
      fc.property(anEntry, anEntry, (first, second) => {
        const one = { seq: 1n, entryId: first.id, hash: hashOf(GENESIS, first), entry: first };
        const two = { seq: 2n, entryId: second.id, hash: hashOf(one.hash, second), entry: second };
        expect([fits(one, BEFORE_THE_FIRST), fits(two, one)]).toEqual([true, true]);
        expect([
          fits(two, BEFORE_THE_FIRST),
          fits({ ...two, entry: null }, one),
          fits({ ...two, seq: 3n }, one),
        ]).toEqual([false, false, false]);
      }),
    );
  });
});

describe("the time in an id", () => {
  it("is the moment of its first 48 bits, and never later than now", () => {
    const now = new Date("2026-11-21T10:00:00Z");
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: now, noInvalidDate: true }), (at) => {
        expect(writtenAt(firstIdAt(at), now)).toEqual(at);
      }),
    );
    expect(writtenAt("ffffffff-ffff-4fff-8fff-ffffffffffff", now)).toEqual(now);
  });
});
