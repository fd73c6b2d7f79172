import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import { healthOf, spanInWords, type HealthRow } from "./health";

const now = new Date("2026-11-21T12:00:00Z");
const after = (ms: number) => new Date(now.getTime() + ms);
const fine: HealthRow = {
  status: "active",
  statusReason: null,
  credentialsExpireAt: null,
  breakerFailures: 0,
  breakerOpenUntil: null,
  checkTrouble: null,
};
const around = { stopped: false, renews: false, now };

describe("a channel's health", () => {
  it.each<[string, Partial<HealthRow>, Partial<typeof around>, string, string]>([
    ["all is well", {}, {}, "good", "Publishing works."],
    ["a sign-in that lasts", { credentialsExpireAt: after(8 * DAY) }, {}, "good", "Publishing works."],
    [
      "a sign-in that ends in days",
      { credentialsExpireAt: after(3 * DAY + HOUR) },
      {},
      "attention",
      "Its sign-in ends in 3 days: connect it again.",
    ],
    [
      "a sign-in that has ended",
      { credentialsExpireAt: now },
      {},
      "attention",
      "Its sign-in has ended: connect it again.",
    ],
    [
      "a short sign-in that the desk renews",
      { credentialsExpireAt: after(HOUR) },
      { renews: true },
      "good",
      "Publishing works.",
    ],
    [
      "one that should have been renewed",
      { credentialsExpireAt: after(-MINUTE) },
      { renews: true },
      "attention",
      "Its sign-in has ended and could not be renewed yet. The desk tries again every minute.",
    ],
    ["a few failures", { breakerFailures: 4 }, {}, "good", "Publishing works."],
    [
      "an open circuit",
      { breakerFailures: 5, breakerOpenUntil: after(MINUTE) },
      {},
      "attention",
      "5 attempts failed in a row. It rests until 12:01 UTC and then tries one.",
    ],
    [
      "a circuit that tries again",
      { breakerFailures: 6, breakerOpenUntil: after(-MINUTE) },
      {},
      "attention",
      "6 attempts failed in a row. The next one is tried alone.",
    ],
    [
      "a test that failed",
      { checkTrouble: "It answered 500." },
      {},
      "attention",
      "The last test found: It answered 500.",
    ],
    [
      "a refused sign-in",
      { status: "needs_reconnecting", statusReason: "The token was revoked." },
      { stopped: true },
      "broken",
      "The token was revoked. Connect it again.",
    ],
    [
      "a receiver that is gone",
      { status: "disabled" },
      {},
      "broken",
      "The receiver wants to hear nothing more. Connect it again.",
    ],
    ["a pause", { status: "paused" }, {}, "resting", "Paused."],
    [
      "a pause with a reason",
      { status: "paused", statusReason: "Until the premiere" },
      {},
      "resting",
      "Paused: Until the premiere",
    ],
    ["a kill switch", {}, { stopped: true }, "resting", "Publishing is stopped by a kill switch."],
  ])("%s", (_what, row, more, health, sentence) => {
    expect(healthOf({ ...fine, ...row }, { ...around, ...more })).toEqual({ health, health_sentence: sentence });
  });
});

it("a span is told in its largest unit, and never as longer than it is", () => {
  expect([10, MINUTE, 59 * MINUTE, HOUR, 47 * HOUR, 2 * DAY].map(spanInWords)).toEqual([
    "1 minute",
    "1 minute",
    "59 minutes",
    "1 hour",
    "1 day",
    "2 days",
  ]);
});
