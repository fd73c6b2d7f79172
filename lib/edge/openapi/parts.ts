import { z } from "zod";
import { ALWAYS_TOLD, RETRY_AFTER } from "./headers";

export type Schema = Record<string, unknown>;

export function jsonSchema(schema: z.ZodType, io: "input" | "output"): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema: drawn }) => {
      // Where our reading is more generous than what we promise: a number in a query is a text at first.
      const { wire } = z.globalRegistry.get(zodSchema) ?? {};
      if (typeof wire !== "object" || wire === null) return;
      for (const name of Object.keys(drawn)) if (name !== "default") delete drawn[name as keyof typeof drawn];
      Object.assign(drawn, wire);
    },
  }) as Schema;
  return rest;
}

/** A problem as an answer: which codes it may carry. */
export const problem = (codes: readonly string[]): Schema => ({
  description: codes.map((code) => `\`${code}\``).join(", "),
  headers: { ...ALWAYS_TOLD, ...(codes.includes("rate_limited") ? RETRY_AFTER : {}) },
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

export const PROBLEM: Schema = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "request_id"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "A sentence a person can act on." },
    code: { type: "string", description: "Stable; clients may branch on it." },
    request_id: { type: "string" },
    fields: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
  },
};
