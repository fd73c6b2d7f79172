"use client";

import { LongText } from "@/components/channels/long-text";
import { Field } from "@/components/ui/field";

interface CaptionFieldProps {
  /** Null inherits. */
  readonly caption: string | null;
  readonly onChange: (caption: string | null) => void;
  /** The longest it may be on the strictest of the platforms, and which that is. */
  readonly limit?: { readonly length: number; readonly platform: string } | undefined;
  /** What goes out while it is empty, in words. */
  readonly empty: string;
  readonly error?: string | undefined;
}

/** The words that go with a post, counted against the shortest limit they meet. */
export function CaptionField({ caption, onChange, limit, empty, error }: CaptionFieldProps) {
  const text = caption ?? "";
  const over = limit !== undefined && text.length > limit.length ? text.length - limit.length : 0;
  const said =
    over > 0 && limit
      ? `${over.toLocaleString("en")} too many: ${limit.platform} takes ${limit.length.toLocaleString("en")} characters.`
      : undefined;
  const count =
    limit &&
    `${text.length.toLocaleString("en")} of ${limit.length.toLocaleString("en")} characters, the limit of ${limit.platform}.`;
  return (
    <Field
      label="Caption"
      hint={[count, text === "" && empty].filter(Boolean).join(" ") || undefined}
      error={error ?? said}
    >
      {(control) => (
        <LongText
          {...control}
          value={text}
          rows={3}
          onChange={({ target }) => onChange(target.value === "" ? null : target.value)}
        />
      )}
    </Field>
  );
}
