import { describe, expect, it } from "vitest";
import { MINUTE } from "@/lib/core/time";
import { verdictOf } from "./looks";
import { lost } from "./outcomes";

describe("R5 quarantine", () => {
  const [deadline, landsWithinMs] = [new Date("2026-11-21T12:00:00Z"), 10 * MINUTE];
  const after = (minutes: number) => new Date(deadline.getTime() + minutes * MINUTE);
  const look = (now: Date, absentSince: Date | null = null) =>
    verdictOf({ kind: "absent" }, { now, deadline, landsWithinMs, absentSince, looks: 0 });

  it("R5 not there before it can no longer land says nothing", () => {
    expect(look(after(9))).toEqual({ kind: "again", inMs: MINUTE, absentSince: null });
  });

  it("R5 not there once is not enough: it is looked for again, as long after as it could take to land", () => {
    expect(look(after(10))).toEqual({ kind: "again", inMs: landsWithinMs, absentSince: after(10) });
    expect(look(after(19), after(10))).toEqual({ kind: "again", inMs: MINUTE, absentSince: after(10) });
    expect(look(after(20), after(10))).toEqual({ kind: "absent" });
  });

  it.each([
    ["by-handle", landsWithinMs],
    ["by-search", landsWithinMs],
    ["by-hand", null],
  ] as const)("R5 %s: nobody looks before it can no longer land, and nothing is sent again", (settles, lookAfterMs) => {
    const circumstances = { settles, landsWithinMs, retryCount: 0, maxRetries: 5, number: 1 };
    const outcome = lost("No answer.", "no_answer", circumstances);
    expect(outcome).toMatchObject({ status: "unconfirmed", dueInMs: null, repeatInMs: null, attempt: { lookAfterMs } });
  });
});
