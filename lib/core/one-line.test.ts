import { expect, it } from "vitest";
import { asOneLine, isOneLine } from "./one-line";

it.each(["Launch film", "", "?", "Bad \u{1F469}\u200d\u{1F373}", "می\u200cخواهم", "עברית (2026)\u200f", "①", "$"])(
  "takes %j",
  (text) => {
    expect(isOneLine(text)).toBe(true);
    expect(asOneLine(text)).toBe(text);
  },
);

it.each([
  ["two\nlines", "two lines"],
  ["a tab\tin it", "a tab in it"],
  ["gnp.\u202elaunch", "gnp. launch"],
  ["\u2067turned\u2069", "turned"],
  ["a\u0000b", "a b"],
  ["a\u2028b", "a b"],
  [" Harbour\r\n at\tnight ", "Harbour at night"],
])("refuses %j, which as one line is %j", (text, line) => {
  expect(isOneLine(text)).toBe(false);
  expect(asOneLine(text)).toBe(line);
});

it.each(["\u200b", "\u200d \u2060", "\ufeff"])("refuses %j, of which nothing can be seen", (text) => {
  expect(isOneLine(text)).toBe(false);
  expect(asOneLine(text)).toBe("");
});
