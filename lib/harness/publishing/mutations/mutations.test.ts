import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ONE_TRY } from "./of-one-try";
import { APART } from "./of-two-apart";

it.each([...ONE_TRY, ...APART].map((mutation) => [`${mutation.rule}, ${mutation.what}`, mutation] as const))(
  "%s: what it breaks is there, once",
  (_, { file, search }) => {
    expect(readFileSync(file, "utf8").split(search)).toHaveLength(2);
  },
);
