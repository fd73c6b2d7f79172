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
    expect(taken.reduce((sum, n) => sum + n, 0)).toBe(60);
    await drainOutbox(subscriptions);
    const keys = (await jobs()).map(({ key }) => key);
    expect([keys.length, new Set(keys).size, await waiting()]).toEqual([60, 60, 0]);
  });

  it("leaves nothing and marks nothing when it breaks in the middle", async () => {
    await growing("moss", 5);
    const breaking = subscriptions.map((subscription) => ({
      ...subscription,
      jobOf: (told: Parameters<Subscription["jobOf"]>[0]) => {
        if (told.subject === "plant:moss3") throw new Error("out of water");
        return subscription.jobOf(told);
      },
    }));
    await expect(relayOutbox(breaking)).rejects.toThrow("out of water");
    expect(await waiting()).toBe(5);
    await drainOutbox(subscriptions);
    expect((await jobs()).filter(({ key }) => key.startsWith("moss"))).toHaveLength(5);
  });
});
