import { expect, it } from "vitest";
import { z } from "zod";
import { sentenceForField } from "./field-sentences";

it("tells a person what a field wants, and lets a schema's own sentence stand", () => {
  const Form = z.strictObject({
    name: z.string().min(1),
    code: z.string().max(3),
    count: z.int().min(2).max(4),
    role: z.enum(["reviewer", "admin"]),
    tags: z.array(z.string()).max(1),
    own: z.string().min(5, "Say more."),
    missing: z.object({}),
  });
  const answer = Form.safeParse(
    { name: "", code: "long", count: 1, role: "king", tags: ["a", "b"], own: "x" },
    { error: sentenceForField },
  );
  expect(answer.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)).toEqual([
    "name: This must not be empty.",
    "code: At most 3 characters.",
    "count: At least 2.",
    "role: One of: reviewer, admin.",
    "tags: At most 1 entries.",
    "own: Say more.",
    "missing: This is needed.",
  ]);
});
