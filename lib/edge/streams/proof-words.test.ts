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
  ["in its time", staging, before, "to be deleted 21 Nov 2026, 12:00:00 UTC, or minutes later"],
  [
    "needed in its time",
    needed,
    before,
    "to be deleted 21 Nov 2026, 12:00:00 UTC, or minutes later, unless it is still needed then: The copy in local is lost.",
  ],
  ["after its time", staging, after, "its time was over 21 Nov 2026, 12:00:00 UTC: to be deleted within minutes"],
  [
    "needed after its time",
    needed,
    after,
    "kept after its time, which was over 21 Nov 2026, 12:00:00 UTC: The copy in local is lost.",
  ],
  ["held", held, after, "held since 14 Nov 2026, 12:00:00 UTC by Ada: under dispute"],
])("a staging copy %s, on paper", (_what, copy, made, words) => {
  expect(stagingInWords({ staging: copy }, made)).toBe(words);
});

it("no staging copy, on paper", () => expect(stagingInWords({ staging: null }, before)).toBe("none was kept"));
