"use client";

import type { FieldControl } from "./field";
import { Input } from "./input";
import { fromLocalInput, toLocalInput } from "./zone";

interface InstantInputProps {
  /** ISO 8601; null while none is chosen. Read once: from then on the field is the person's. */
  readonly initial: string | null;
  /** Null while what is typed is no moment yet. */
  readonly onChange: (value: string | null) => void;
  readonly control: FieldControl;
}

/** A moment, typed as the wall clock of the browser's zone. Whoever uses it writes the zone under it. */
export function InstantInput({ initial, onChange, control }: InstantInputProps) {
  return (
    <Input
      {...control}
      type="datetime-local"
      step={60}
      defaultValue={initial === null ? "" : toLocalInput(initial)}
      onChange={({ target }) => onChange(fromLocalInput(target.value))}
    />
  );
}
