import type { Platform } from "@/lib/domain/channels/contract";

export type PlatformField = Platform["fields"]["channel"][number];

/** A card's fields as their form holds them: a text, or a tick; what was never touched is not in it. */
export type FieldDraft = Readonly<Record<string, string | boolean>>;

/** What is kept, ready to be edited. */
export function fieldDraftOf(fields: readonly PlatformField[], values: Readonly<Record<string, unknown>>): FieldDraft {
  return Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = values[name];
      if (typeof value === "string" || typeof value === "boolean") return [[name, value]];
      return typeof value === "number" ? [[name, String(value)]] : [];
    }),
  );
}

/**
 * What is sent: empty fields are left out, and what the form does not know of (`kept`) stays as it is. A number that
 * is none goes out as it was typed, so that the desk says what is wrong with it.
 */
export function valuesOf(
  fields: readonly PlatformField[],
  draft: FieldDraft,
  kept: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const known = new Set(fields.map(({ name }) => name));
  const given = fields.flatMap((field) => {
    const value = valueOf(field, draft[field.name]);
    return value === undefined ? [] : [[field.name, value] as const];
  });
  return {
    ...Object.fromEntries(Object.entries(kept).filter(([name]) => !known.has(name))),
    ...Object.fromEntries(given),
  };
}

function valueOf({ kind }: PlatformField, drafted: string | boolean | undefined): unknown {
  if (typeof drafted !== "string") return drafted;
  const text = drafted.trim();
  if (text === "") return undefined;
  return kind === "number" ? numberOr(text) : text;
}

/** A whole or broken number, or the text itself where it is none. */
export function numberOr(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}
