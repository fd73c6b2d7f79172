import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SEALED_COLUMNS } from "./sealed-columns";

const SCHEMA = "prisma/schema";

/** Every column of the schema whose name ends in `_sealed`, as `table.column`. */
function sealedInSchema(schema: string): string[] {
  return [...schema.matchAll(/^model \w+ \{\n(.*?)^\}/gms)].flatMap(([, body = ""]) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? "?";
    return [...body.matchAll(/^ {2}(\w+)\s+(?:[^\n]*@map\("(\w+)"\))?/gm)]
      .map(([, field = "", mapped]) => mapped ?? field)
      .filter((column) => /_sealed$|Sealed$/.test(column))
      .map((column) => `${table}.${column}`);
  });
}

const schema = readdirSync(SCHEMA)
  .map((file) => readFileSync(join(SCHEMA, file), "utf8"))
  .join("\n");

it("a rotation knows every sealed column of the schema", () => {
  expect(SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual(
    sealedInSchema(schema).toSorted(),
  );
});

it("a column that somebody adds is noticed", () => {
  const added =
    'model Grant {\n  id String @id\n  /// Opened in the worker.\n  tokenSealed String @map("token_sealed")\n\n  @@map("grants")\n}\n';
  expect(sealedInSchema(schema + added)).toContain("grants.token_sealed");
});

it("no two columns seal under the same place", () => {
  expect(new Set(SEALED_COLUMNS.map(({ placeOf }) => placeOf("1"))).size).toBe(SEALED_COLUMNS.length);
});
