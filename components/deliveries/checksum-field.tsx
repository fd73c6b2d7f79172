"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface ChecksumFieldProps {
  readonly error: string | undefined;
  /** What this computer found, where it had the file; it is then not for anybody to change. */
  readonly computed?: string | null;
  readonly hint?: string;
}

/** What the bytes are promised to be. */
export function ChecksumField({ error, computed, hint }: ChecksumFieldProps) {
  return (
    <Field label="Checksum" {...(hint === undefined ? {} : { hint })} error={error} className="wide:col-span-2">
      {(control) => (
        <Input
          {...control}
          name="checksum"
          placeholder="sha256:…"
          spellCheck={false}
          autoComplete="off"
          required
          className="font-mono text-xs"
          {...(computed === undefined ? {} : { value: computed ?? "", readOnly: true })}
        />
      )}
    </Field>
  );
}
