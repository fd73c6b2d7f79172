import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of package.json, from lib/ as from the bundles in dist/. */
export function projectRoot(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
  }
  throw new Error("There is no package.json above this file.");
}
