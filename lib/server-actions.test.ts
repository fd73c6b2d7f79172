import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/**
 * A server action is a public POST address. Each is made by `action()`, which asks who is there, refuses
 * other sites and performs an operation; a bare one would do none of that.
 */
const files = ["app", "components", "lib"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
      .map((name) => join(folder, name)),
  )
  .map((path) => ({ path, source: readFileSync(path, "utf8") }));

/** What is wrong with a file, in sentences. */
function faultsOf({ path, source }: { path: string; source: string }): string[] {
  const code = source.replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, "");
  const directives = [...code.matchAll(/(["'`])use server\1/g)].length;
  if (directives === 0) return [];
  if (!/^app\/(?:.+\/)?actions\.ts$/.test(path)) return [`${path}: server actions stand in app/…/actions.ts.`];
  const faults: string[] = [];
  if (directives > 1 || !/^\s*(["'])use server\1/.test(code)) faults.push(`${path}: "use server" stands once, on top.`);
  for (const statement of code.split(/;\s*\n/).map((text) => text.trim())) {
    if (statement === "" || /^(["'])use server\1$/.test(statement) || /^import\b/.test(statement)) continue;
    if (!/^export const \w+ = action\(\w+\)$/.test(statement))
      faults.push(`${path}: only export const … = action(operation) may stand here, not ${statement.slice(0, 60)}`);
  }
  return faults;
}

describe("server actions", () => {
  it("exist", () => expect(files.filter(({ source }) => /^"use server"/m.test(source)).length).toBeGreaterThan(0));
  it("are all made by action()", () => expect(files.flatMap(faultsOf)).toEqual([]));

  it.each([
    ["app/desk/actions.ts", '"use server";\n\nexport async function drop(id: string) {}\n'],
    [
      "app/desk/actions.ts",
      '"use server";\n\nexport const drop = async (id: string) => db().video.delete({ where: { id } });\n',
    ],
    ["app/desk/actions.ts", '"use server";\n\nexport * from "./others";\n'],
    ["app/desk/page.tsx", 'async function drop() {\n  "use server";\n}\n'],
    ["components/access/x.ts", "'use server';\n\nexport const x = action(op);\n"],
    ["lib/edge/x.ts", '"use server";\n'],
  ])("a bare one in %s is found", (path, source) => expect(faultsOf({ path, source })).not.toEqual([]));
});
