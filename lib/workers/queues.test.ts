import { expect, it } from "vitest";
import { UNHURRIED } from "@/lib/infra/overdue";
import { QUEUES } from "./queues";

it("every queue has a name of its own, and those that readiness passes over are among them", () => {
  const names = QUEUES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of UNHURRIED) expect(names).toContain(name);
});
