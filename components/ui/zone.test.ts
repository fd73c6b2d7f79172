import { expect, it } from "vitest";
import { fromLocalInput, toLocalInput, zoneInWords } from "./zone";

it("writes a moment as the wall clock shows it, and reads it back", () => {
  const iso = new Date(2026, 10, 21, 8, 5).toISOString();
  expect(toLocalInput(iso)).toBe("2026-11-21T08:05");
  expect(fromLocalInput("2026-11-21T08:05")).toBe(iso);
});

it("takes what is no date yet for none", () => {
  expect(fromLocalInput("")).toBeNull();
  expect(fromLocalInput("2026-13-40T99:00")).toBeNull();
});

it("names the zone", () => {
  expect(zoneInWords(new Date(2026, 10, 21))).toContain(new Intl.DateTimeFormat().resolvedOptions().timeZone);
});
