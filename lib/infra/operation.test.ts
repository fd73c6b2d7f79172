import { describe, expect, it } from "vitest";
import { z } from "zod";
import { insideCaller, SCOPES_OF_ROLE, type Caller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { db } from "./db";
import { event } from "./event";
import { job } from "./job";
import { operation, perform } from "./operation";

const thingHappened = event("thing.happened", z.strictObject({ name: z.string() }));
const doThing = job({
  name: "deliveries-bury",
  payload: z.strictObject({ delivery_id: z.string(), run: z.int() }),
  queue: {},
});

/** An operation with every effect there is; `refuse` makes it say no at its very end. */
const actUp = operation({
  name: "things.act-up",
  summary: "Change something, tell it and leave work.",
  effect: "writes",
  permission: "videos:write",
  input: z.strictObject({ name: z.string().min(1), refuse: z.boolean().default(false) }),
  output: z.strictObject({ id: z.string() }),
  subject: ({ name }) => `thing:${name}`,
  async run({ name, refuse }, work) {
    const id = `vid_${name.padEnd(20, "0")}`;
    await work.tx.video.create({
      data: { id, projectId: "p", version: 1, title: name, tags: [], checksum: name, createdAt: work.now },
    });
    await work.emit(thingHappened, `thing:${name}`, { name });
    await work.enqueue(doThing, { delivery_id: name, run: 1 }, { key: name });
    if (refuse) throw new Refusal("conflict", "not_today", "Not today.");
    return { id };
  },
  async onRefused(_refusal, { name }, work) {
    await work.emit(thingHappened, `thing:${name}`, { name: `${name} was refused` });
  },
});

const manager: Caller = {
  ...insideCaller("cli", "r-1"),
  actorId: "user:1",
  actorName: "Mara",
  scopes: new Set(SCOPES_OF_ROLE.manager),
};
const reviewer: Caller = { ...manager, scopes: new Set(SCOPES_OF_ROLE.reviewer) };

const traces = async (name: string) => ({
  rows: await db().video.count({ where: { title: name } }),
  events: (await db().outboxEvent.findMany({ where: { subject: `thing:${name}` } })).map(({ payload }) => payload),
  jobs: Number(
    (await db().$queryRaw<[{ n: bigint }]>`SELECT count(*) AS n FROM pgboss.job WHERE singleton_key = ${name}`)[0].n,
  ),
  audit: (await db().auditEntry.findMany({ where: { subject: `thing:${name}` } })).map(
    ({ outcome, code, actorName, door }) => ({ outcome, code, actorName, door }),
  ),
});

describe("performing an operation", () => {
  it("keeps the change, its audit entry, its event and its job together", async () => {
    await perform(actUp, { name: "good" }, manager);
    expect(await traces("good")).toEqual({
      rows: 1,
      events: [{ name: "good" }],
      jobs: 1,
      audit: [{ outcome: "done", code: null, actorName: "Mara", door: "cli" }],
    });
  });

  it("leaves nothing of a refused one but its audit entry and what it wanted told", async () => {
    await expect(perform(actUp, { name: "bad", refuse: true }, manager)).rejects.toThrow("Not today.");
    expect(await traces("bad")).toEqual({
      rows: 0,
      events: [{ name: "bad was refused" }],
      jobs: 0,
      audit: [{ outcome: "refused", code: "not_today", actorName: "Mara", door: "cli" }],
    });
  });

  it("leaves nothing at all of one that breaks", async () => {
    await perform(actUp, { name: "twice" }, manager);
    await expect(perform(actUp, { name: "twice" }, manager)).rejects.toThrow();
    expect((await traces("twice")).audit).toHaveLength(1);
  });

  it("writes down who was turned away, and names what was wrong", async () => {
    await expect(perform(actUp, { name: "x" }, reviewer)).rejects.toMatchObject({
      kind: "forbidden",
      code: "forbidden",
    });
    await expect(perform(actUp, { name: "", more: 1 }, manager)).rejects.toMatchObject({
      code: "invalid_request",
      details: { fields: { name: [expect.any(String)], more: ["There is no such field."] } },
    });
    const entries = await db().auditEntry.findMany({ where: { subject: "things" }, orderBy: { id: "asc" } });
    expect(entries.map(({ code }) => code)).toEqual(["forbidden", "invalid_request"]);
  });
});
