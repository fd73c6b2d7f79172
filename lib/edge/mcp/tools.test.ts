import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { operations } from "@/lib/domain/catalogue";
import { previewDelivery } from "@/lib/domain/deliveries/operations/preview-delivery";
import { NEXT_STEPS } from "./next-steps";
import { TOOLS } from "./tools";

const guide = readFileSync("docs/agents.md", "utf8");
const cells = (line: string) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
const rowsOf = (heading: string) => {
  const [, section = ""] = guide.split(new RegExp(`^#+ ${heading}$`, "m"));
  return (section.split(/^#/m)[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map(cells);
};
const named = (text = "") => [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name);

describe("the table of tools", () => {
  it("holds the operations of the catalogue that have a tool's name, and one rehearsal that changes nothing", () => {
    const offered = operations.flatMap(({ toolName }) => (toolName === undefined ? [] : [toolName]));
    expect(TOOLS.map(({ name }) => name).toSorted()).toEqual(offered.toSorted());
    expect(previewDelivery.effect).toBe("reads");
    expect(operations.map(({ name }) => name)).not.toContain(previewDelivery.name);
  });

  it("says of every argument what it means, and refuses those that nobody knows", () => {
    for (const { described } of TOOLS) {
      expect(described.inputSchema, described.name).toMatchObject({ type: "object", additionalProperties: false });
      for (const [name, field] of Object.entries(described.inputSchema.properties ?? {})) {
        const nested = Object.entries((field as { properties?: object }).properties ?? {});
        for (const [path, one] of nested.length > 0 ? nested : [[name, field] as const])
          expect(one, `${described.name} ${path}`).toHaveProperty("description");
      }
    }
  });

  it("knows what to do next about every refusal of its operations", () => {
    const names = new Set(TOOLS.map(({ name }) => name));
    const codes = operations
      .filter(({ toolName }) => toolName !== undefined && names.has(toolName))
      .flatMap(({ refuses }) => Object.keys(refuses ?? {}));
    const always = ["invalid_request", "unauthenticated", "forbidden", "rate_limited", "unavailable", "internal"];
    for (const code of [...codes, ...always]) expect(NEXT_STEPS, code).toHaveProperty(code);
  });
});

describe("the guide for agents", () => {
  it("lists the tools with their arguments", () => {
    const told = rowsOf("The tools").map(([tool, args]) => [named(tool)[0], named(args).toSorted()]);
    const real = TOOLS.map(({ name, described }) => [
      name,
      Object.keys(described.inputSchema.properties ?? {}).toSorted(),
    ]);
    expect(told).toEqual(real);
  });

  it("lists the scopes that each tool needs", () => {
    const told = rowsOf("The key").flatMap(([scope = "", tools]) =>
      named(tools).map((tool) => [tool, scope.replaceAll("`", "")]),
    );
    expect(told).toEqual(TOOLS.map(({ name, permission }) => [name, permission]));
  });

  it("says about every refusal what the desk says", () => {
    const told = rowsOf("Refusals").map(([code, , , next]) => [named(code)[0], next]);
    expect(Object.fromEntries(told)).toEqual(NEXT_STEPS);
  });
});
