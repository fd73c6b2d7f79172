import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

/** Each floor, from the ground up, and the floors it may stand on (besides itself). */
const FLOORS: Record<string, readonly string[]> = {
  "lib/core": [],
  "lib/infra": ["lib/core", "prisma"],
  "lib/platforms": ["lib/core"],
  "lib/domain": ["lib/core", "lib/infra", "lib/platforms"],
  "lib/edge": ["lib/core", "lib/infra", "lib/domain"],
  "lib/workers": ["lib/core", "lib/infra", "lib/platforms", "lib/domain"],
  "lib/cli": ["lib/core", "lib/infra", "lib/platforms", "lib/domain", "lib/edge", "lib/workers", "lib/harness"],
  // Stand beside the house: the harness that proves its promises, and what it shares with the tests. Nothing else leans on the latter.
  "lib/harness": [
    "lib/core",
    "lib/infra",
    "lib/platforms",
    "lib/domain",
    "lib/edge",
    "lib/workers",
    "lib/cli",
    "lib/testing",
  ],
  "lib/testing": ["lib/core", "lib/infra", "lib/platforms", "lib/domain", "lib/edge", "lib/workers", "lib/cli"],
  components: ["lib/core", "lib/domain", "lib/platforms"],
  app: ["lib/core", "lib/domain", "lib/edge", "lib/platforms", "components"],
};

/** Modules of the domain in reading order: each may lean on the ones before it. */
const MODULES = [
  "access",
  "audit",
  "videos",
  "uploads",
  "deliveries",
  "copies",
  "retention",
  "proof",
  "alerts",
  "channels",
  "assignments",
  "publishing",
  "items",
  "courses",
  "statistics",
  "webhooks",
];

/** The files below that the browser may see. */
const BROWSER_SAFE = new Set(["contract", "lifecycle", "verdicts", "card", "cards", "fields", "publication-contract"]);

const files = Object.keys(FLOORS)
  .filter((floor) => existsSync(floor))
  .flatMap((floor) =>
    readdirSync(floor, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
      .map((name) => join(floor, name)),
  );

function importsOf(file: string): string[] {
  const source = readFileSync(file, "utf8");
  return [...source.matchAll(/(?:from|import\()\s*["']((?:@\/|\.)[\w@./[\]-]+)["']/g)].map(([, path = ""]) =>
    path.startsWith("@/") ? path.slice(2) : normalize(join(dirname(file), path)),
  );
}

const floorOf = (path: string) =>
  Object.keys(FLOORS).find((floor) => path.startsWith(`${floor}/`)) ?? path.split("/")[0] ?? "";
const moduleOf = (path: string) => /^lib\/domain\/([^/]+)\//.exec(path)?.[1];
const stem = (path: string) =>
  path
    .split("/")
    .at(-1)
    ?.replace(/\.tsx?$/, "") ?? "";

describe("the house", () => {
  it("has files in it", () => expect(files.length).toBeGreaterThan(10));

  for (const file of files) {
    it(`${file} leans only downwards`, () => {
      for (const target of importsOf(file)) {
        const [here, there] = [floorOf(file), floorOf(target)];
        if (here !== there) expect(FLOORS[here], `${here} may not lean on ${there} (${target})`).toContain(there);

        const [from, to] = [moduleOf(file), moduleOf(target)];
        if (from && to && from !== to)
          expect(MODULES.indexOf(to), `${to} comes after ${from}`).toBeLessThan(MODULES.indexOf(from));
        if (here === "components" && there !== here && there !== "lib/core") {
          expect(BROWSER_SAFE.has(stem(target)), `${target} stays on the server`).toBe(true);
        }
      }
    });
  }
});
