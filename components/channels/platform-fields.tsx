"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { Select } from "@/components/ui/select";
import type { FieldDraft, PlatformField } from "./field-draft";
import { LongText } from "./long-text";
import { Tick } from "./tick";

interface PlatformFieldsProps {
  readonly fields: readonly PlatformField[];
  readonly draft: FieldDraft;
  readonly onChange: (draft: FieldDraft) => void;
  /** What is wrong with the field of that name. */
  readonly wrong: (name: string) => string | undefined;
  /** Credentials are hidden as they are typed. */
  readonly secret?: boolean;
}

/** The fields that a platform's card asks for, each as its kind wants. */
export function PlatformFields({ fields, draft, onChange, wrong, secret = false }: PlatformFieldsProps) {
  return fields.map((field) => (
    <OneField
      key={field.name}
      field={field}
      value={draft[field.name]}
      secret={secret}
      error={wrong(field.name)}
      onChange={(value) => onChange({ ...draft, [field.name]: value })}
    />
  ));
}

interface OneFieldProps {
  readonly field: PlatformField;
  readonly value: string | boolean | undefined;
  readonly secret: boolean;
  readonly error: string | undefined;
  readonly onChange: (value: string | boolean) => void;
}

function OneField({ field, value, secret, error, onChange }: OneFieldProps) {
  const { label, hint, kind, required } = field;
  const [shown, setShown] = useState(false);
  const text = typeof value === "string" ? value : "";
  if (kind === "yes-no")
    return (
      <Tick checked={value === true} onChange={onChange} {...(hint === null ? {} : { hint })}>
        {label}
      </Tick>
    );
  return (
    <Field label={required || secret ? label : `${label} (optional)`} hint={hint ?? undefined} error={error}>
      {(control) => {
        const shared = {
          ...control,
          value: text,
          autoComplete: "off",
          onChange: (event: { readonly target: { readonly value: string } }) => onChange(event.target.value),
        };
        if (secret)
          return (
            <PasswordInput
              {...shared}
              control={control}
              what={label.toLowerCase()}
              autoComplete="new-password"
              shown={shown}
              onShow={setShown}
            />
          );
        if (kind === "choice")
          return (
            <Select
              control={control}
              value={text}
              placeholder="Not chosen"
              options={choicesOf(field)}
              onChange={(next) => onChange(next === NONE ? "" : next)}
              className="w-full"
            />
          );
        if (kind === "long-text") return <LongText {...shared} />;
        return <Input {...shared} {...(kind === "number" && { inputMode: "decimal" as const })} />;
      }}
    </Field>
  );
}

/** A list knows no empty value, so that what was chosen is given up by a word of its own. */
const NONE = "—";

function choicesOf({ choices, required }: PlatformField) {
  const options = choices.map((value) => ({ value, word: value }));
  return required ? options : [{ value: NONE, word: "Not chosen" }, ...options];
}
