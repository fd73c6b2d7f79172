import { describe, expect, it } from "vitest";
import { z } from "zod";
import { insideCaller, type Caller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { DAY } from "@/lib/core/time";
import { asOwner } from "@/lib/testing/database";
import { db } from "./db";
import { sweepIdempotencyRecords, type NamedRequest } from "./idempotency";
import { operation, performInFull } from "./operation";

const makeVideo = operation({
  name: "videos.make",
  summary: "Make a row.",
  effect: "writes",
  permission: "videos:write",
  input: z.strictObject({ title: z.string(), secret: z.string().optional(), refuse: z.boolean().default(false) }),
  output: z.strictObject({ id: z.string(), shown_once: z.string().nullable() }),
  subject: () => "video",
  async run({ title, refuse }, { tx, now }) {
    const id = `vid_${crypto.randomUUID().replaceAll("-", "").slice(0, 20)}`;
    await tx.video.create({
      data: { id, projectId: "p", version: 1, title, tags: [], checksum: id, createdAt: now },
    });
    if (refuse) throw new Refusal("conflict", "not_today", "Not today.");
    return { id, shown_once: "a secret" };
  },
  respond: () => ({ status: 201 }),
  repeats: { idOf: ({ id }) => id, rebuild: async (id) => ({ id, shown_once: null }) },
});

const caller: Caller = { ...insideCaller("cli", "r"), actorId: "key:1" };
let requests = 0;
const aRequest = (): NamedRequest => ({ key: `k-${(requests += 1)}`, address: "POST /api/v1/videos" });
const make = (input: object, request: NamedRequest, by: Caller = caller) =>
  performInFull(makeVideo, input, by, { request });
const made = (title: string) => db().video.count({ where: { title } });

describe("a request that names itself", () => {
  it("is carried out once, and answered again as it was answered first, without what was shown once", async () => {
    const request = aRequest();
    const first = await make({ title: "One" }, request);
    const second = await make({ title: "One" }, request);
    expect(first).toMatchObject({ repeated: false, answer: { status: 201 }, settled: { shown_once: "a secret" } });
    expect(second).toMatchObject({
      repeated: true,
      answer: { status: 201 },
      settled: { id: first.settled.id, shown_once: null },
    });
    expect(await made("One")).toBe(1);
    expect(await db().auditEntry.count({ where: { operation: "videos.make", outcome: "done" } })).toBe(1);
  });

  it("has one effect when fifty send it at once", async () => {
    const request = aRequest();
    const answers = await Promise.all(Array.from({ length: 50 }, () => make({ title: "Fifty" }, request)));
    expect(await made("Fifty")).toBe(1);
    expect(new Set(answers.map(({ settled }) => settled.id)).size).toBe(1);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
  });

  it("is told apart from another request under the same key, however its JSON is ordered", async () => {
    const request = aRequest();
    await make({ title: "Two", secret: "s" }, request);
    expect((await make({ secret: "s", title: "Two" }, request)).repeated).toBe(true);
    await expect(make({ title: "Other", secret: "s" }, request)).rejects.toMatchObject({
      kind: "unprocessable",
      code: "idempotency_key_reused",
    });
    await expect(
      make({ title: "Two", secret: "s" }, request, { ...caller, onBehalfOf: "inf_1" }),
    ).rejects.toMatchObject({
      code: "idempotency_key_reused",
    });
    expect(await made("Other")).toBe(0);
  });

  it("means nothing at another address or from another caller", async () => {
    const request = aRequest();
    await make({ title: "Three" }, request);
    expect((await make({ title: "Three" }, { ...request, address: "POST /elsewhere" })).repeated).toBe(false);
    expect((await make({ title: "Three" }, request, { ...caller, actorId: "key:2" })).repeated).toBe(false);
    expect(await made("Three")).toBe(3);
  });

  it("of a stranger meets nobody else's, because strangers have no name", async () => {
    const request = aRequest();
    const stranger = { ...caller, actorId: "anonymous" };
    const first = await make({ title: "Six" }, request, stranger);
    expect((await make({ title: "Seven" }, request, stranger)).repeated).toBe(false);
    expect((await make({ title: "Six" }, request, stranger)).settled.id).toBe(first.settled.id);
  });

  it("is forgotten where it was refused, so that it can be sent again", async () => {
    const request = aRequest();
    await expect(make({ title: "Four", refuse: true }, request)).rejects.toMatchObject({ code: "not_today" });
    expect((await make({ title: "Four" }, request)).repeated).toBe(false);
  });

  it("leaves no word of the request in the table, and is forgotten after a week", async () => {
    const request = aRequest();
    await make({ title: "Five", secret: "canary-7f3a" }, request);
    const rows = await asOwner<{ line: string }>("SELECT r::text AS line FROM idempotency_records r");
    expect(rows.length).toBeGreaterThan(0);
    const hex = Buffer.from("canary-7f3a").toString("hex");
    expect(rows.some(({ line }) => line.includes("canary-7f3a") || line.includes(hex))).toBe(false);
    await sweepIdempotencyRecords(new Date(Date.now() + 8 * DAY));
    expect(await db().idempotencyRecord.count()).toBe(0);
  });
});
