import { describe, expect, it } from "vitest";
import { readRange } from "./range";

describe("a Range header against a file of 100 bytes", () => {
  it.each([
    [null, null],
    ["bytes=0-9", { start: 0, end: 9 }],
    ["bytes=90-", { start: 90, end: 99 }],
    ["bytes=-10", { start: 90, end: 99 }],
    ["bytes=-500", { start: 0, end: 99 }],
    ["bytes=50-5000", { start: 50, end: 99 }],
    ["bytes=99-99", { start: 99, end: 99 }],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=100-200", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=9-0", null],
    ["bytes=0-1,5-6", null],
    ["bytes=-", null],
    ["items=0-9", null],
    ["bytes=a-b", null],
    ["bytes=9999999999999999999-", "unsatisfiable"],
    ["Bytes=0-1", { start: 0, end: 1 }],
  ])("%s", (header, range) => {
    expect(readRange(header, 100)).toEqual(range);
  });
});
