import { describe, expect, it } from "vitest";
import { HOUR } from "@/lib/core/time";
import type { LinkLimit } from "./contract";
import { endOfLink, promisedEnd, readingEndsAt, reminderDueAt } from "./link-rules";

const MADE = new Date("2026-11-20T12:00:00Z");
const after = (hours: number) => new Date(MADE.getTime() + hours * HOUR);

describe("a link's end", () => {
  const cases: [promised: number, allowed: number, key: number | null, ends: number, by: LinkLimit, refused: number][] =
    [
      [72, 168, null, 72, "promise", 72],
      [72, 168, 100, 72, "promise", 72],
      [72, 24, null, 24, "policy", 24],
      [72, 24, 100, 24, "policy", 24],
      [72, 168, 10, 10, "signing_key", 72],
      [72, 24, 10, 10, "signing_key", 24],
      [72, 24, -1, -1, "signing_key", 24],
      [400, 500, null, 168, "seven_days", 168],
      [400, 500, 20, 20, "signing_key", 168],
      // Of two at once the promise is what is named, then the desk's own word.
      [24, 24, 24, 24, "promise", 24],
      [72, 24, 24, 24, "policy", 24],
      [400, 168, 168, 168, "policy", 168],
    ];

  it.each(cases)(
    "promised for %i h, %i h allowed, the key for %s h: after %i h, by the %s, refused after %i h",
    (promised, allowed, key, ends, limitedBy, refused) => {
      const end = endOfLink(
        { createdAt: MADE, expiresAt: after(promised) },
        { maxHours: allowed, signingEndsAt: key === null ? null : after(key) },
      );
      expect(end).toEqual({ at: after(ends), limitedBy, refusedFrom: after(refused) });
    },
  );
});

describe("what a fresh link promises", () => {
  it.each([
    [72, 168, 72],
    [72, 24, 24],
    [24, 24, 24],
    [1, 24, 1],
    [168, 168, 168],
    [400, 500, 168],
  ])("asked for %i h, %i h allowed: %i h, and the desk keeps it", (hours, maxHours, promised) => {
    const expiresAt = promisedEnd(MADE, { hours, maxHours });
    expect(expiresAt).toEqual(after(promised));
    const end = endOfLink({ createdAt: MADE, expiresAt }, { maxHours, signingEndsAt: null });
    expect(end).toEqual({ at: expiresAt, limitedBy: "promise", refusedFrom: expiresAt });
  });

  it("is a whole second, and never a later one", () => {
    expect(promisedEnd(new Date(MADE.getTime() + 999), { hours: 1, maxHours: 24 })).toEqual(after(1));
  });
});

describe("until when a film can be read", () => {
  const copy = (store: string, state = "verified") => ({ store, state });
  const folder = { name: "local", signingEndsAt: null };
  const bucket = { name: "s3:a/films", signingEndsAt: after(10) };
  const other = { name: "s3:b/films", signingEndsAt: after(20) };

  it.each([
    ["a folder signs nothing", [copy("local")], null],
    ["a bucket as long as its key", [copy("s3:a/films")], after(10)],
    ["two buckets as long as the later key", [copy("s3:a/films"), copy("s3:b/films")], after(20)],
    ["a folder beside a bucket still gives it", [copy("s3:a/films"), copy("local")], null],
    ["a lost copy gives nothing", [copy("s3:a/films"), copy("local", "missing")], after(10)],
    ["a store without settings gives nothing", [copy("s3:a/films"), copy("s3:old/films")], after(10)],
    ["without a copy no key ends anything", [], null],
  ])("%s", (_what, copies, until) => {
    expect(readingEndsAt(copies, [bucket, other, folder])).toEqual(until);
    expect(readingEndsAt(copies, [folder, other, bucket])).toEqual(until);
  });
});

it("a reminder is due so many hours before the end", () => {
  expect(reminderDueAt(after(72), 24)).toEqual(after(48));
});
