import type { z } from "zod";

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

/** What a length counts. A number is its own unit. */
const UNITS: Readonly<Record<string, string>> = { string: " characters", array: " entries" };

/**
 * What to tell a person of a field that its schema says nothing about itself; undefined leaves the
 * sentence to zod. Handed to `safeParse` as its error map, which a schema's own message overrules.
 */
export function sentenceForField(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type") {
    return issue.input === undefined ? "This is needed." : `This has to be ${KINDS[issue.expected] ?? issue.expected}.`;
  }
  if (issue.code === "too_small") {
    const nothing = issue.origin === "string" && Number(issue.minimum) === 1;
    return nothing ? "This must not be empty." : `At least ${issue.minimum}${UNITS[issue.origin] ?? ""}.`;
  }
  if (issue.code === "too_big") return `At most ${issue.maximum}${UNITS[issue.origin] ?? ""}.`;
  if (issue.code === "invalid_value") return `One of: ${issue.values.map(String).join(", ")}.`;
  return undefined;
}
