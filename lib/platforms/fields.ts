import { z } from "zod";

/** One field of a form that is drawn from a card's schema. */
export interface PlatformField {
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly kind: "text" | "long-text" | "number" | "yes-no" | "choice";
  /** What may be chosen; empty unless `kind` is `choice`. */
  readonly choices: readonly string[];
  readonly required: boolean;
}

interface Shape {
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
}
interface Property {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  /** Set by the card, with `meta`: wants several lines. */
  readonly lines?: number;
}

/** The fields of a strict object; none for a schema that names no fields of its own. */
export function fieldsOf(schema: z.ZodType | null): PlatformField[] {
  if (schema === null) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" }) as Shape;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    label: property.title ?? name,
    hint: property.description ?? null,
    kind: kindOf(property),
    choices: (property.enum ?? []).map(String),
    required: required.includes(name),
  }));
}

function kindOf({ type, enum: choices, lines = 1 }: Property): PlatformField["kind"] {
  if (choices) return "choice";
  if (type === "boolean") return "yes-no";
  if (type === "number" || type === "integer") return "number";
  return lines > 1 ? "long-text" : "text";
}
