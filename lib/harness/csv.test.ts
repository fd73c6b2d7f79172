import { expect, it } from "vitest";
import { readCsv } from "./csv";

it("reads cells in quotes, with commas, quotes and breaks of lines in them", () => {
  expect(readCsv('a,b\r\n"x, ""y""","1\r\n2"\r\n,\r\n')).toEqual([
    ["a", "b"],
    ['x, "y"', "1\r\n2"],
    ["", ""],
  ]);
});
