import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSettings, Settings } from "./env";

/** The rows of the first table of docs/operating.md: the setting's name and its default, where that is a value. */
function documented(): { name: string; value: string | undefined }[] {
  const [, section = ""] = readFileSync("docs/operating.md", "utf8").split(/^## Settings$/m);
  const [table = ""] = section.split(/^## /m);
  return [...table.matchAll(/^\| `(\w+)` +\| ([^|]+?) +\|/gm)].map(([, name = "", cell = ""]) => ({
    name,
    value: /^`([^`<]*)`$/.exec(cell)?.[1],
  }));
}

const rows = documented();

describe("the settings in docs/operating.md", () => {
  it("are the ones there are, in the same order", () => {
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(Settings.in.shape));
  });

  it("have the defaults that the table says: setting one to it changes nothing", () => {
    const withValue = rows.filter(({ value }) => value !== undefined);
    expect(withValue.length).toBeGreaterThan(5);
    for (const { name, value } of withValue) expect(readSettings({ [name]: value }), name).toEqual(readSettings({}));
  });

  it("have no default where the table names no value", () => {
    const unset = readSettings({}) as Record<string, unknown>;
    for (const { name } of rows.filter(
      ({ value, name: setting }) => value === undefined && setting !== "MARQUEE_URL",
    )) {
      expect(unset[name] ?? [], name).toEqual([]);
    }
  });
});
