import { expect, it } from "vitest";
import { isUnchanged, lastModified } from "./unchanged";

const modifiedAt = new Date("2026-11-20T12:00:00.400Z");
const asked = (headers: Record<string, string>) =>
  isUnchanged(new Headers(headers), { etags: ['"a"', '"a-gzip"'], modifiedAt });

it.each([
  ["nothing", {}, false],
  ["its tag", { "if-none-match": '"a"' }, true],
  ["the tag of another packing", { "if-none-match": '"a-gzip"' }, true],
  ["its tag among others, as weak", { "if-none-match": '"x", W/"a"' }, true],
  ["anything", { "if-none-match": "*" }, true],
  ["another tag", { "if-none-match": '"b"' }, false],
  ["another tag and a date", { "if-none-match": '"b"', "if-modified-since": "Fri, 20 Nov 2026 13:00:00 GMT" }, false],
  ["the date it was given", { "if-modified-since": "Fri, 20 Nov 2026 12:00:01 GMT" }, true],
  ["a look within the second before", { "if-modified-since": "Fri, 20 Nov 2026 12:00:00 GMT" }, false],
  ["no date at all", { "if-modified-since": "yesterday" }, false],
])("a reader who names %s", (_what, headers: Record<string, string>, unchanged) => {
  expect(asked(headers)).toBe(unchanged);
});

it("the date that is told never lies ahead, and who was told it too early asks once more", () => {
  const told = lastModified(modifiedAt, new Date("2026-11-20T12:00:00.900Z"));
  expect(told).toBe("Fri, 20 Nov 2026 12:00:00 GMT");
  expect(asked({ "if-modified-since": told })).toBe(false);
  expect(lastModified(modifiedAt, new Date("2026-11-21T00:00:00Z"))).toBe("Fri, 20 Nov 2026 12:00:01 GMT");
});
