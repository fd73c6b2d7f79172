import { afterAll, afterEach, expect, it, vi } from "vitest";
import { asOwner } from "@/lib/testing/database";
import { closeCounters, forgetPoints, givePointBack, sweepCounters, takePoint } from "./rate-limit";

const limitOf = (points: number, seconds = 60) => ({ name: crypto.randomUUID(), points, seconds });

afterEach(() => {
  vi.useRealTimers();
});
afterAll(closeCounters);

it("gives out as many points as there are, tells the first that is missing from the rest, and begins anew in time", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const limit = limitOf(2);
  const take = () => takePoint(limit, "k");
  expect(await take()).toEqual({ limit, allowed: true, remaining: 1, resetSeconds: 60, blockBegins: false });
  expect(await take()).toMatchObject({ allowed: true, remaining: 0 });
  expect(await take()).toMatchObject({ allowed: false, remaining: 0, blockBegins: true });
  expect(await take()).toMatchObject({ allowed: false, remaining: 0, blockBegins: false });
  expect(await takePoint(limit, "another")).toMatchObject({ allowed: true });
  vi.advanceTimersByTime(59_999);
  expect(await take()).toMatchObject({ allowed: false });
  vi.advanceTimersByTime(2);
  expect(await take()).toMatchObject({ allowed: true, remaining: 1 });
});

it("gives the last point to one of many who ask at once", async () => {
  const limit = limitOf(10);
  const standings = await Promise.all(Array.from({ length: 60 }, () => takePoint(limit, "k")));
  expect(standings.filter(({ allowed }) => allowed)).toHaveLength(10);
  expect(standings.filter(({ blockBegins }) => blockBegins)).toHaveLength(1);
});

it("refuses whoever is blocked without asking the database again", async () => {
  const limit = limitOf(1);
  const pointsOf = async () =>
    (await asOwner<{ points: number }>("SELECT points FROM rate_limits WHERE key = $1", [`${limit.name}:k`]))[0]
      ?.points;
  for (let n = 0; n < 2; n += 1) await takePoint(limit, "k");
  for (let n = 0; n < 50; n += 1) expect(await takePoint(limit, "k")).toMatchObject({ allowed: false });
  expect(await pointsOf()).toBe(2);
});

it("takes points back, and forgets a key, though it was blocked", async () => {
  const limit = limitOf(2);
  for (let n = 0; n < 3; n += 1) await takePoint(limit, "k");
  await givePointBack(limit, "k");
  expect(await takePoint(limit, "k")).toMatchObject({ allowed: false });
  await givePointBack(limit, "k");
  expect(await takePoint(limit, "k")).toMatchObject({ allowed: true });
  expect(await takePoint(limit, "k")).toMatchObject({ allowed: false });
  await forgetPoints(limit, "k");
  expect(await takePoint(limit, "k")).toMatchObject({ allowed: true, remaining: 1 });
});

it("is swept of what is over, and of nothing else", async () => {
  await asOwner("DELETE FROM rate_limits");
  await takePoint(limitOf(1, 60), "over");
  await takePoint(limitOf(1, 3600), "living");
  await sweepCounters(new Date(Date.now() + 120_000));
  const rows = await asOwner<{ key: string }>("SELECT key FROM rate_limits");
  expect(rows.map(({ key }) => key.split(":")[1])).toEqual(["living"]);
});
