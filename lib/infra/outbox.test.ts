import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { insideCaller } from "@/lib/core/caller";
import { closeDb, db } from "./db";
import { event } from "./event";
import { job } from "./job";
import { operation, perform } from "./operation";
import { drainOutbox, relayOutbox, type Subscription } from "./outbox";
import { closeQueue } from "./queue";

const grown = event("plant.grown", z.strictObject({ name: z.string() }));
const water = job({ name: "videos-draw-poster", payload: z.strictObject({ video_id: z.string() }), queue: {} });

const grow = operation({
  name: "plants.grow",
  summary: "Let a plant grow.",
  effect: "writes",
  permission: "videos:write",
  input: z.strictObject({ names: z.array(z.string()) }),
  output: z.strictObject({}),
  subject: () => "plants",
  async run({ names }, work) {
    for (const name of names) await work.emit(grown, `plant:${name}`, { name });
    return {};
  },
});

const subscriptions: readonly Subscription[] = [
  {
    event: grown.name,
    job: water,
    jobOf({ payload }) {
      const { name } = grown.payload.parse(payload);
      return { payload: { video_id: name }, key: name };
    },
  },
];

const jobs = () =>
  db().$queryRaw<{ key: string }[]>`SELECT singleton_key AS key FROM pgboss.job WHERE name = ${water.name}`;
const waiting = () => db().outboxEvent.count({ where: { relayedAt: null } });
const growing = (prefix: string, count: number) =>
  perform(grow, { names: Array.from({ length: count }, (_, n) => `${prefix}${n}`) }, insideCaller("cli", "test"));

afterAll(async () => {
  await closeQueue();
  await closeDb();
});

describe("the relay", () => {
  it("passes every event on once, in bulk, even when three relays run at once", async () => {
    await growing("fern", 60);
    const taken = await Promise.all([1, 2, 3].map(() => relayOutbox(subscriptions)));
    expect(taken.flat()).toHaveLength(60);
    await drainOutbox(subscriptions);
    const keys = (await jobs()).map(({ key }) => key);
    expect([keys.length, new Set(keys).size, await waiting()]).toEqual([60, 60, 0]);
  });

  it("leaves nothing and marks nothing when it breaks in the middle", async () => {
    await growing("moss", 5);
    const nowhere = job({ ...water, name: "a-queue-that-is-not-there" });
    const breaking = [...subscriptions, ...subscriptions.map((subscription) => ({ ...subscription, job: nowhere }))];
    await expect(relayOutbox(breaking)).rejects.toThrow();
    expect(await waiting()).toBe(5);
    await drainOutbox(subscriptions);
    expect((await jobs()).filter(({ key }) => key.startsWith("moss"))).toHaveLength(5);
  });

  it("is not held up by an event that an older release wrote in another shape", async () => {
    const odd = {
      type: grown.name,
      subject: "plant:old",
      payload: { older: "shape" },
      requestId: "r",
      occurredAt: new Date(),
    };
    await db().outboxEvent.create({ data: odd });
    await growing("ivy", 3);
    const told: string[] = [];
    await drainOutbox(subscriptions, (events) => told.push(...events.map(({ subject }) => subject)));
    expect(told).toEqual(["plant:old", "plant:ivy0", "plant:ivy1", "plant:ivy2"]);
    expect((await jobs()).filter(({ key }) => key.startsWith("ivy"))).toHaveLength(3);
    expect(await waiting()).toBe(0);
  });
});
