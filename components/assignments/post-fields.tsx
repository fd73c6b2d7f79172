"use client";

import { LongText } from "@/components/channels/long-text";
import { Field, type FieldControl } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Platform } from "@/lib/domain/channels/contract";

type PostField = Platform["fields"]["post"][number];
export type Settings = Readonly<Record<string, unknown>>;

interface PostFieldsProps {
  readonly fields: readonly PostField[];
  /** What was filled in; what is left out is inherited. */
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
  /** What goes out where nothing is filled in. */
  readonly inherited?: Settings;
}

/** What a platform asks for per post, drawn from its card. */
export function PostFields({ fields, settings, onChange, inherited = {} }: PostFieldsProps) {
  const change = (name: string) => (value: unknown) => {
    const { [name]: _before, ...rest } = settings;
    onChange(value === undefined || value === "" ? rest : { ...rest, [name]: value });
  };
  return fields.map((field) => (
    <Field key={field.name} label={field.label} hint={hintOf(field, inherited[field.name])}>
      {(control) => (
        <PostInput field={field} value={settings[field.name]} control={control} onChange={change(field.name)} />
      )}
    </Field>
  ));
}

function hintOf({ hint }: PostField, inherited: unknown): string | undefined {
  const goesOut = inherited === undefined ? null : `Left empty, the channel's: ${wordOf(inherited)}.`;
  return [hint, goesOut].filter(Boolean).join(" ") || undefined;
}

export const wordOf = (value: unknown): string =>
  value === true ? "yes" : value === false ? "no" : typeof value === "string" ? value : JSON.stringify(value);

interface PostInputProps {
  readonly field: PostField;
  readonly value: unknown;
  readonly control: FieldControl;
  /** Undefined inherits. */
  readonly onChange: (value: unknown) => void;
}

const INHERITS = { value: "inherit", word: "As the channel has it" } as const;

function PostInput({ field, value, control, onChange }: PostInputProps) {
  const text = value === undefined ? "" : wordOf(value);
  if (field.kind === "yes-no") {
    return (
      <Select
        control={control}
        value={value === undefined ? "inherit" : text}
        options={[INHERITS, { value: "yes", word: "Yes" }, { value: "no", word: "No" }]}
        onChange={(next) => onChange(next === "inherit" ? undefined : next === "yes")}
        className="w-full"
      />
    );
  }
  if (field.kind === "choice") {
    return (
      <Select
        control={control}
        value={text === "" ? "inherit" : text}
        options={[INHERITS, ...field.choices.map((choice) => ({ value: choice, word: choice }))]}
        onChange={(next) => onChange(next === "inherit" ? undefined : next)}
        className="w-full"
      />
    );
  }
  if (field.kind === "long-text") {
    return <LongText {...control} value={text} rows={4} onChange={({ target }) => onChange(target.value)} />;
  }
  return (
    <Input
      {...control}
      type={field.kind === "number" ? "number" : "text"}
      value={text}
      onChange={({ target }) =>
        onChange(field.kind === "number" && target.value !== "" ? Number(target.value) : target.value)
      }
    />
  );
}
