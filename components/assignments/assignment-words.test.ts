import { describe, expect, it } from "vitest";
import { causeInWords, chipOf, lateWords, timeLine, whenWords } from "./assignment-words";

const now = new Date(2026, 10, 21, 14, 0);
const still = { phase: "waiting", waits_for: null } as const;

describe("the chip of an assignment", () => {
  it("says how far one is that is under way", () => {
    expect(chipOf("publishing", { ...still, phase: "sending" })).toEqual({ state: "publishing", word: "sending" });
    expect(chipOf("publishing", { ...still, phase: "looking" }).word).toBe("checking");
    expect(chipOf("publishing", { ...still, phase: "repeating" }).word).toBe("sending again");
  });

  it("says that one waits for more than its time", () => {
    expect(chipOf("scheduled", still)).toEqual({ state: "scheduled", word: "scheduled" });
    expect(chipOf("scheduled", { ...still, waits_for: "stopped" })).toEqual({ state: "waiting", word: "waiting" });
  });

  it("keeps the word of every ending", () => {
    for (const status of ["published", "failed", "unconfirmed", "cancelled"] as const)
      expect(chipOf(status, { ...still, phase: "ended" })).toEqual({ state: status, word: status });
  });
});

describe("the line under it", () => {
  it("tells today from other days, and what was from what will be", () => {
    expect(whenWords(new Date(2026, 10, 21, 9, 30), now)).toBe("9:30");
    expect(whenWords(new Date(2026, 10, 21, 18, 50), now)).toBe("today 18:50");
    expect(whenWords(new Date(2026, 10, 22, 0, 5), now)).toBe("tomorrow 0:05");
    expect(whenWords(new Date(2026, 10, 20, 23, 55), now)).toBe("yesterday 23:55");
    expect(whenWords(new Date(2026, 11, 24, 18, 0), now)).toBe("24 Dec 18:00");
    expect(whenWords(new Date(2027, 0, 2, 18, 0), now)).toBe("2 Jan 2027 18:00");
  });

  it("says how late, and how often it was tried", () => {
    expect(lateWords(0)).toBeNull();
    expect(lateWords(190)).toBe("3 min late");
    const cell = {
      status: "published",
      scheduled_at: new Date(2026, 10, 21, 9, 30).toISOString(),
      live_at: new Date(2026, 10, 21, 9, 33).toISOString(),
      attempts: 2,
      standing: { late_seconds: 180 },
    } as const;
    expect(timeLine(cell, now)).toBe("9:33 · 3 min late · 2 attempts");
    expect(
      timeLine({ ...cell, status: "assigned", scheduled_at: null, attempts: 0, standing: { late_seconds: 0 } }, now),
    ).toBe("no time yet");
  });
});

it("tells a cause that it does not know by its own name", () => {
  expect(causeInWords("sign_in_expired")).toBe("sign-in expired");
  expect(causeInWords("quota_spent")).toBe("quota spent");
});
