import { expect, it } from "vitest";
import { z } from "zod";
import { uuid7 } from "./uuid7";

it("what is made later sorts later, however many are made in a millisecond and if the clock is put back", () => {
  const now = Date.now() + 60_000;
  const made = Array.from({ length: 10_000 }, (_none, index) => uuid7(index < 5000 ? now : now - 1000));
  expect(made).toEqual(made.toSorted());
  expect(new Set(made).size).toBe(10_000);
  for (const id of made) expect(z.uuidv7().safeParse(id).success, id).toBe(true);
});

it("begins with its time", () => {
  const ms = Date.now() + 3_600_000;
  expect(Number.parseInt(uuid7(ms).replaceAll("-", "").slice(0, 12), 16)).toBe(ms);
});
