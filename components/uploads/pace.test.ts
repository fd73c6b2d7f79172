import { expect, it } from "vitest";
import { speedOf, type Mark } from "@/components/ui/speed";
import { fingerprintOf, refusalOfFile, titleOfFile } from "./film-files";
import { paceInWords, withMark } from "./pace";

const after = (...marks: Mark[]) => marks.reduce<readonly Mark[]>(withMark, []);

it("how fast a file goes is said once it is known, and how long it will take", () => {
  expect(paceInWords(after({ at: 0, bytes: 0 }, { at: 500, bytes: 5_000_000 }), 100_000_000)).toBe("");
  const marks = after({ at: 0, bytes: 0 }, { at: 1000, bytes: 10_000_000 }, { at: 2000, bytes: 20_000_000 });
  expect(paceInWords(marks, 920_000_000)).toBe("10.0 MB/s · 1 min left");
});

it("a slow minute is forgotten once it goes faster, and a lost connection begins anew", () => {
  const slow = after({ at: 0, bytes: 0 }, { at: 60_000, bytes: 1000 });
  expect(speedOf(withMark(slow, { at: 62_000, bytes: 2_001_000 }))).toBe(1_000_000);
  expect(withMark(slow, { at: 61_000, bytes: 500 })).toEqual([{ at: 61_000, bytes: 500 }]);
  expect(speedOf(after({ at: 0, bytes: 5 }, { at: 3000, bytes: 5 }))).toBe(0);
});

it("what is no MP4 is refused before anything is sent, and so is what is empty", () => {
  const file = { name: "Final_cut-v2.MP4", type: "video/mp4", size: 5, lastModified: 7 };
  expect(refusalOfFile(file)).toBeNull();
  expect(refusalOfFile({ ...file, type: "" })).toBeNull();
  expect(refusalOfFile({ ...file, name: "final.mov", type: "video/quicktime" })).toBe("“final.mov” is not an MP4.");
  expect(refusalOfFile({ ...file, type: "text/html" })).toContain("is not an MP4");
  expect(refusalOfFile({ ...file, size: 0 })).toBe("“Final_cut-v2.MP4” is empty.");
  expect(titleOfFile(file.name)).toBe("Final cut v2");
  expect(fingerprintOf(file)).not.toBe(fingerprintOf({ ...file, lastModified: 8 }));
});
