import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/time";
import { bytesInWords, clock, relativeWords, spanInWords, spokenLength, withShortHashes } from "./words";

describe("numbers in words", () => {
  it("says bytes in the unit that keeps them short, and never 1000 of one", () => {
    expect([0, 999, 1_500, 2_340_000, 184_200_000, 999_960_000].map(bytesInWords)).toEqual([
      "0 bytes",
      "999 bytes",
      "1.5 kB",
      "2.3 MB",
      "184 MB",
      "1.0 GB",
    ]);
  });

  it("shows a length as a clock, and says it in full for the ear", () => {
    expect([9.7, 133, 3849].map(clock)).toEqual(["0:09", "2:13", "1:04:09"]);
    expect([0, 61, 3600].map(spokenLength)).toEqual(["0 seconds", "1 minute 1 second", "1 hour"]);
  });

  it("says a span in at most two units", () => {
    expect([48 * MINUTE, 2 * HOUR + 5 * MINUTE, 71 * HOUR + 40 * MINUTE, 7 * DAY].map(spanInWords)).toEqual([
      "48 min",
      "2 h 5 min",
      "71 h",
      "7 d",
    ]);
  });
});

describe("moments in words", () => {
  const now = new Date(2026, 10, 21, 14, 0, 0);
  const before = (ms: number) => relativeWords(new Date(now.getTime() - ms), now);

  it("looks back from seconds to dates", () => {
    expect([0, 40 * SECOND, 12 * MINUTE, 6 * HOUR, 20 * HOUR, 3 * DAY, 20 * DAY].map(before)).toEqual([
      "just now",
      "just now",
      "12 min ago",
      "6 h ago",
      "yesterday",
      "3 days ago",
      "1 Nov",
    ]);
  });

  it("looks ahead, and takes a clock that is a little ahead for now", () => {
    expect([-5 * SECOND, -40 * SECOND, -71.5 * HOUR].map(before)).toEqual(["just now", "in a moment", "in 71 h"]);
  });
});

it("cuts checksums short inside a sentence, and nothing else", () => {
  expect(withShortHashes(`It is sha256:${"9f2c41d0".repeat(8)}, not dist_0123456789.`)).toBe(
    "It is sha256:9f2c41d0…, not dist_0123456789.",
  );
});
