import { expect, it } from "vitest";
import type { ProofStaging } from "@/lib/domain/proof/contract";
import { stagingInWords } from "./proof-words";

const staging: ProofStaging = {
  bytes: 5,
  kept_at: "2026-11-14T12:00:00.000Z",
  drop_at: "2026-11-21T12:00:00.000Z",
  held_at: null,
  held_by: null,
  hold_reason: null,
  dropped_at: null,
  dropped_by: null,
  needed_by: [],
};
const needed = { ...staging, needed_by: [{ code: "copy_lost", detail: "The copy in local is lost." }] };
const held = { ...needed, held_at: staging.kept_at, held_by: "Ada", hold_reason: "under dispute" };
const [before, after] = ["2026-11-15T12:00:00.000Z", "2026-11-22T12:00:00.000Z"];

it.each([
  ["in its time", staging, before, "deleted in 6 d"],
  ["needed in its time", needed, before, "deleted in 6 d, unless it is still needed then: The copy in local is lost."],
  ["after its time", staging, after, "its time is over: deleted within minutes"],
  ["needed after its time", needed, after, "kept after its time: The copy in local is lost."],
  ["held", held, after, "held: under dispute"],
])("a staging copy %s, on the screen", (_what, copy, now, words) => {
  expect(stagingInWords(copy, new Date(now))).toBe(words);
});
