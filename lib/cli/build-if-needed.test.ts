import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { digestSources } from "./build-if-needed";

test("a build is due after a change of a source, its name included, and not after one of a test", () => {
  const root = mkdtempSync(join(inject("template").folder, "data", "sources-"));
  mkdirSync(join(root, "app"));
  writeFileSync(join(root, "app", "page.tsx"), "one");
  const first = digestSources(root);
  expect(digestSources(root)).toBe(first);
  writeFileSync(join(root, "app", "page.test.tsx"), "a test");
  writeFileSync(join(root, "README.md"), "words");
  expect(digestSources(root)).toBe(first);
  writeFileSync(join(root, "app", "page.tsx"), "two");
  const second = digestSources(root);
  expect(second).not.toBe(first);
  writeFileSync(join(root, "next.config.ts"), "");
  expect(digestSources(root)).not.toBe(second);
});
