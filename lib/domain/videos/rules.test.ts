import { expect, it } from "vitest";
import { tagsOf, titleFromSource } from "./rules";

it.each([
  ["https://cdn.example.com/Harbour_at%20night-v2.mp4", "Harbour at night v2"],
  ["https://cdn.example.com/films/%E0%A4%A.mp4", "%E0%A4%A"],
  ["two%0Alines.mp4", "two lines"],
  ["gnp.%E2%80%AElaunch.mp4", "gnp. launch"],
  ["https://cdn.example.com/%E2%80%8B.mp4", "dist_1"],
  ["https://cdn.example.com/", "dist_1"],
])("of a source %j, the title is %j", (source, title) => {
  expect(titleFromSource(source, "dist_1")).toBe(title);
});

it("a service's tags are made one line each; those of which nothing can be seen are left out", () => {
  expect(tagsOf(["spring\tlaunch", "\u2060", "new"])).toEqual(["spring launch", "new"]);
});
