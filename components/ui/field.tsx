"use client";

import { useId, type ReactNode } from "react";

export interface FieldControl {
  readonly id: string;
  readonly "aria-invalid": true | undefined;
  readonly "aria-describedby": string | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong, in a sentence. */
  readonly error?: string | undefined;
  readonly children: (control: FieldControl) => ReactNode;
  readonly className?: string;
}

/** A label, its control, and below it a hint or what is wrong, tied together for the ear as for the eye. */
export function Field({ label, hint, error, children, className }: FieldProps) {
  const id = useId();
  const said = error !== undefined ? `${id}-error` : hint !== undefined ? `${id}-hint` : undefined;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-sm font-[550]">
        {label}
      </label>
      {children({ id, "aria-invalid": error === undefined ? undefined : true, "aria-describedby": said })}
      {error !== undefined && (
        <p id={`${id}-error`} className="mt-1 text-sm text-failed">
          {error}
        </p>
      )}
      {error === undefined && hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1 text-sm text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
