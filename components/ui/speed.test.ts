import { expect, it } from "vitest";
import { speedOf } from "./speed";

it("how fast something goes is known after a while, from the first that was seen to the last", () => {
  expect(speedOf([])).toBeNull();
  const marks = [
    { at: 0, bytes: 0 },
    { at: 900, bytes: 10 },
    { at: 2000, bytes: 8000 },
  ];
  expect(speedOf(marks.slice(0, 2))).toBeNull();
  expect(speedOf(marks)).toBe(4000);
  expect(speedOf(marks, 3000)).toBeNull();
  expect(speedOf([marks[0], { at: 4000, bytes: 0 }].flatMap((mark) => mark ?? []))).toBe(0);
});
