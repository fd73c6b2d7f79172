import { expect, it } from "vitest";
import { rangeOf } from "./days";
import { isFiltered, queryOf } from "./use-board-filters";

/** A Saturday. */
const now = new Date(2026, 10, 21, 14, 30);

it("knows today, tomorrow and the week that began on Monday", () => {
  expect(rangeOf("today", now)).toEqual({ from: new Date(2026, 10, 21), to: new Date(2026, 10, 22) });
  expect(rangeOf("tomorrow", now)).toEqual({ from: new Date(2026, 10, 22), to: new Date(2026, 10, 23) });
  expect(rangeOf("week", now)).toEqual({ from: new Date(2026, 10, 16), to: new Date(2026, 10, 23) });
  expect(rangeOf("week", new Date(2026, 10, 22, 23, 59)).from).toEqual(new Date(2026, 10, 16));
});

it("keeps a view as what is on, in one order, whatever was chosen first", () => {
  const none = { q: "", needs: null, status: null, cause: null, channel: null, when: null };
  expect(isFiltered(none)).toBe(false);
  expect(queryOf({ ...none, when: "today", needs: "late", q: "harbour night" })).toBe(
    "needs=late&q=harbour+night&when=today",
  );
});
