import fc from "fast-check";

/** What zod writes of JSON Schema, as far as values are made from it. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** Values that mean something on this very desk, by the name of the field that takes them. */
export type Meaningful = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Values that a schema takes. Where it says too little (an address to fetch from), `meaningful` says more. */
export function valuesOf(schema: JsonSchema, meaningful: Meaningful = {}): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => valuesOf(choice, meaningful)));
  const type = typeof schema.type === "string" ? schema.type : schema.type?.[0];
  switch (type ?? "") {
    case "string":
      return textsOf(schema);
    case "integer":
      return fc.integer({ min: lowest(schema, -1_000_000), max: highest(schema, 1_000_000) });
    case "number":
      return fc.double({ min: lowest(schema, -1e6), max: highest(schema, 1e6), noNaN: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(valuesOf(schema.items ?? {}, meaningful), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 5),
      });
    case "object":
      return objectsOf(schema, meaningful);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

const lowest = ({ minimum, exclusiveMinimum }: JsonSchema, otherwise: number) =>
  Math.max(minimum ?? (exclusiveMinimum === undefined ? otherwise : exclusiveMinimum + 1e-3), -1e9);
const highest = ({ maximum, exclusiveMaximum }: JsonSchema, otherwise: number) =>
  Math.min(maximum ?? (exclusiveMaximum === undefined ? otherwise : exclusiveMaximum - 1e-3), 1e9);

function objectsOf(schema: JsonSchema, meaningful: Meaningful): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, inner]) => [
      name,
      meaningful[name] ?? valuesOf(inner, meaningful),
    ]),
  );
  const given = fc.record(model, { requiredKeys: [...(schema.required ?? [])] });
  if (schema.additionalProperties === false || schema.additionalProperties === undefined) return given;
  const values =
    schema.additionalProperties === true
      ? fc.jsonValue({ maxDepth: 2 })
      : valuesOf(schema.additionalProperties, meaningful);
  const more = fc.dictionary(fc.string({ minLength: 1, maxLength: 12 }), values, { maxKeys: 3 });
  return fc.tuple(more, given).map(([extra, known]) => ({ ...extra, ...known }));
}

function textsOf(schema: JsonSchema): fc.Arbitrary<string> {
  const length = { minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 80, 200) };
  switch (schema.format ?? "") {
    case "uuid":
      return fc.uuid();
    case "email":
      return fc
        .stringMatching(/^[a-z][a-z0-9]{0,12}$/)
        .map((name) => `${name}-${crypto.randomUUID().slice(0, 8)}@fuzz.example`);
    case "date-time":
      return fc
        .date({ min: new Date("1950-01-01T00:00:00Z"), max: new Date("2150-01-01T00:00:00Z"), noInvalidDate: true })
        .map((date) => date.toISOString());
    case "uri":
      return fc.webUrl();
    default:
      break;
  }
  // Looking ahead is beyond what texts can be made from; such a schema has a format beside, or takes few of these.
  if (schema.pattern !== undefined && !/\(\?[=!<]/.test(schema.pattern))
    return fc
      .stringMatching(new RegExp(schema.pattern))
      .filter((text) => text.length <= (schema.maxLength ?? 1000) && text.length >= (schema.minLength ?? 0));
  return fc.oneof(
    fc.string({ ...length, unit: "grapheme-ascii" }),
    fc.string({ ...length, unit: "grapheme", maxLength: Math.min(length.maxLength, 40) }),
  );
}
