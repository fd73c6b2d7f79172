import { expect, it } from "vitest";
import { checksumVerdict, fetcherOf, storedVerdict } from "./verdicts";

const [a, b] = [`sha256:${"a".repeat(64)}`, `sha256:${"b".repeat(64)}`];

it.each([
  ["nothing was computed", { claimed: a, computed: null, stored: null }, "published", undefined],
  ["other bytes came", { claimed: a, computed: b, stored: null }, "failed", "Checksum does not match"],
  ["all three agree", { claimed: a, computed: a, stored: a }, "published", "Checksum verified twice"],
  ["it is not stored yet", { claimed: a, computed: a, stored: null }, "verifying", "Checksum verified"],
  ["no copy is left", { claimed: a, computed: a, stored: null }, "published", "Checksum verified once"],
] as const)("of checksums, where %s", (_when, checksum, status, title) => {
  expect(checksumVerdict({ checksum, status })?.title).toBe(title);
});

const copyIn = (state: "verified" | "missing" | "altered" | "waiting") => ({
  store: state,
  location: "deliveries/a.mp4",
  state,
  verified_at: null,
  checked_at: null,
  trouble: null,
});

it.each([
  [2, ["verified", "verified"], "Stored, 2 replicas", "", "well"],
  [1, ["verified", "waiting"], "Stored, 1 replica", "1 to come", "well"],
  [1, ["verified", "altered"], "Stored, 1 replica", "1 lost", "waiting"],
  [0, ["missing", "altered"], "No verified copy", "2 lost", "broken"],
] as const)("of copies, with %i verified of %j", (replicas, states, title, because, hue) => {
  expect(storedVerdict({ replica_count: replicas, copies: states.map((state) => copyIn(state)) })).toEqual({
    title,
    because,
    hue,
  });
});

it("of who opened it, a name, or no more of a link than tells it from others", () => {
  expect(fetcherOf({ who: "Ada", link_id: null })).toBe("Ada");
  expect(fetcherOf({ who: null, link_id: "01a1fe99-f83c-74e4-a2ed-e424d7ec27cb" })).toBe("whoever had link …ec27cb");
  expect(fetcherOf({ who: null, link_id: null })).toBe("somebody");
});
