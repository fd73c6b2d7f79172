import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deedOf, KNOWN_OPERATIONS } from "./audit-words";

const DOMAIN = readdirSync("lib/domain", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => readFileSync(join("lib/domain", file), "utf8"));

/** Every operation of the product by name, and whether it writes, as its file says: those inside the house too. */
const OPERATIONS = new Map(
  DOMAIN.flatMap((text) => [...text.matchAll(/= operation\(\{([\s\S]*?)\n\}\);/g)]).map(([, body = ""]) => [
    stated(body, "name"),
    stated(body, "effect") === "writes",
  ]),
);

/** Deeds that an operation writes down besides its own. */
const BESIDES = DOMAIN.flatMap((text) => [...text.matchAll(/\{ operation: "([^"]+)"/g)]).map(([, name = ""]) => name);

function stated(body: string, member: string): string {
  const [, value] = new RegExp(`^  ${member}: "([^"]+)",$`, "m").exec(body) ?? [];
  if (value === undefined) throw new Error(`An operation does not say its ${member} in a line of its own: ${body}`);
  return value;
}

describe("the words of the audit trail", () => {
  it("name everything that leaves an entry when it is done", () => {
    const writing = [...OPERATIONS].filter(([, writes]) => writes).map(([name]) => name);
    expect(writing.length).toBeGreaterThan(30);
    expect(BESIDES).toContain("access.follow-role");
    expect([...writing, ...BESIDES].filter((name) => !KNOWN_OPERATIONS.includes(name))).toEqual([]);
  });

  it("name nothing that is not there", () => {
    const there = new Set([...OPERATIONS.keys(), ...BESIDES]);
    expect(KNOWN_OPERATIONS.filter((name) => !there.has(name))).toEqual([]);
  });

  it("make do with its own name for one of an earlier time", () => {
    expect(deedOf("plants.water-twice")).toBe("Water twice");
  });
});
