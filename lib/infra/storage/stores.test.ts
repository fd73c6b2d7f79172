import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { samePlaces } from "./same-places";
import { stores } from "./stores";

it("one folder by two paths is refused with a sentence: one file must not count as two copies", () => {
  const primary = join(process.env["MARQUEE_DATA_DIR"] ?? "", "storage");
  mkdirSync(primary, { recursive: true });
  const alias = join(mkdtempSync(join(tmpdir(), "marquee-alias-")), "alias");
  symlinkSync(primary, alias);
  process.env["STORAGE_REPLICAS"] = `local:${alias}`;
  expect(stores).toThrow(`The setting STORAGE_REPLICAS is wrong: ${primary} and ${alias} are one folder.`);
});

it("one folder is known by two paths: a link, below a link before it is made, mounted twice", () => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-places-"));
  const [own, linked, mounted] = [join(folder, "own"), join(folder, "linked"), join(folder, "mounted")];
  mkdirSync(own);
  mkdirSync(mounted);
  symlinkSync(own, linked);
  expect(samePlaces([own, mounted])).toEqual([]);
  expect(samePlaces([own, mounted, linked])).toEqual([[own, linked]]);
  const [made, toMake] = [join(own, "new"), join(linked, "new")];
  expect(samePlaces([made, toMake])).toEqual([[made, toMake]]);
  execFileSync("mount", ["--bind", own, mounted]);
  try {
    expect(samePlaces([own, mounted])).toEqual([[own, mounted]]);
  } finally {
    execFileSync("umount", [mounted]);
  }
});
