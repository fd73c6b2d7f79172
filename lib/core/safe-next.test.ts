import { expect, it } from "vitest";
import { safeNext } from "./safe-next";

it("goes on to an address of this desk and to no other place", () => {
  expect(safeNext("/desk/videos?view=list")).toBe("/desk/videos?view=list");
  for (const elsewhere of [
    undefined,
    "",
    "https://example.org/",
    "//example.org/x",
    "/\\example.org",
    "/.//example.org/x",
    "/..//example.org",
    "/./\\example.org",
    "/desk/..//example.org",
    "javascript:alert(1)",
  ]) {
    expect(safeNext(elsewhere)).toBe("/desk/videos");
  }
});
