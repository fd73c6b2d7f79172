import { describe, expect, it } from "vitest";
import { HOUR, MINUTE, SECOND } from "@/lib/core/time";
import { breakerAfter, gateOf, type GateFacts, type GateRow } from "./gate";

const noon = new Date("2026-11-21T12:00:00Z");
const after = (ms: number) => new Date(noon.getTime() + ms);
const channel: GateRow = {
  status: "active",
  removedAt: null,
  maxPerHour: 10,
  breakerFailures: 0,
  breakerOpenUntil: null,
};
const quiet: GateFacts = { stopped: false, now: noon, startedThisHour: 0, hourEndsAt: null };
const open = (probe: boolean) => ({ open: true, probe });
const waits = (waitsFor: string, until: Date | null = null) => ({ open: false, waitsFor, until });

describe("an attempt on a channel", () => {
  it.each<[string, Partial<GateRow>, Partial<GateFacts>, object]>([
    ["that is fine may start", {}, {}, open(false)],
    ["that was removed waits for good", { removedAt: noon }, {}, waits("channel_paused")],
    ["that is paused waits for a person", { status: "paused" }, {}, waits("channel_paused")],
    ["that lost its sign-in waits to be reconnected", { status: "needs_reconnecting" }, {}, waits("reconnecting")],
    ["that the receiver switched off, too", { status: "disabled" }, {}, waits("reconnecting")],
    ["waits while a switch is thrown", {}, { stopped: true }, waits("stopped")],
    ["that is paused and stopped names the pause", { status: "paused" }, { stopped: true }, waits("channel_paused")],
    ["may start after a few failures", { breakerFailures: 4 }, {}, open(false)],
    [
      "waits while the circuit is open",
      { breakerFailures: 5, breakerOpenUntil: after(SECOND) },
      {},
      waits("breaker", after(SECOND)),
    ],
    ["is a probe once that time is over", { breakerFailures: 5, breakerOpenUntil: noon }, {}, open(true)],
    ["below its cap may start", {}, { startedThisHour: 9, hourEndsAt: after(MINUTE) }, open(false)],
    ["at its cap waits", {}, { startedThisHour: 10, hourEndsAt: after(MINUTE) }, waits("cap", after(MINUTE))],
    ["without a cap may always start", { maxPerHour: null }, { startedThisHour: 5000, hourEndsAt: noon }, open(false)],
    [
      "that is a probe minds the cap as well",
      { breakerFailures: 7, breakerOpenUntil: after(-HOUR) },
      { startedThisHour: 10, hourEndsAt: after(MINUTE) },
      waits("cap", after(MINUTE)),
    ],
  ])("%s", (_story, row, facts, expected) => {
    expect(gateOf({ ...channel, ...row }, { ...quiet, ...facts })).toEqual(expected);
  });
});

describe("the circuit", () => {
  it("opens at the fifth failure in a row, for a minute that doubles up to half an hour", () => {
    let row = { breakerFailures: 0, breakerOpenUntil: null as Date | null };
    const minutes: (number | null)[] = [];
    for (let failure = 1; failure <= 12; failure += 1) {
      const now = row.breakerOpenUntil ?? noon;
      row = breakerAfter(row, "failed", now);
      expect(row.breakerFailures).toBe(failure);
      minutes.push(row.breakerOpenUntil && (row.breakerOpenUntil.getTime() - now.getTime()) / MINUTE);
    }
    expect(minutes).toEqual([null, null, null, null, 1, 2, 4, 8, 16, 30, 30, 30]);
    expect(breakerAfter({ breakerFailures: 5000, breakerOpenUntil: noon }, "failed", noon).breakerOpenUntil).toEqual(
      after(30 * MINUTE),
    );
  });

  it("stays open no longer because many that were on their way fail together", () => {
    const row = { breakerFailures: 5, breakerOpenUntil: after(MINUTE) };
    expect(breakerAfter(row, "failed", after(SECOND))).toEqual(row);
  });

  it("closes with the first attempt that goes well", () => {
    expect(breakerAfter({ breakerFailures: 9, breakerOpenUntil: after(MINUTE) }, "fine", noon)).toEqual({
      breakerFailures: 0,
      breakerOpenUntil: null,
    });
  });
});
