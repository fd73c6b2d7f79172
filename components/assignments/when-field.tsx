"use client";

import { Field } from "@/components/ui/field";
import { InstantInput } from "@/components/ui/instant-input";
import { Segmented } from "@/components/ui/segmented";
import { useNow } from "@/components/ui/use-now";
import { zoneInWords } from "@/components/ui/zone";

/** When something goes out: at once, at a moment, or when somebody says so. */
export type When =
  | { readonly way: "now" }
  | { readonly way: "later" }
  /** Null while what was typed is no moment yet. */
  | { readonly way: "at"; readonly at: string | null };

const WAYS = [
  { value: "now", word: "Now" },
  { value: "at", word: "At a time" },
  { value: "later", word: "No time yet" },
] as const;

interface WhenFieldProps {
  readonly when: When;
  readonly onChange: (when: When) => void;
  readonly error?: string | undefined;
}

export function WhenField({ when, onChange, error }: WhenFieldProps) {
  return (
    <div>
      <p className="mb-1 text-sm font-[550]">When</p>
      <Segmented
        label="When"
        value={when.way}
        options={WAYS}
        onChange={(way) => onChange(way === "at" ? { way, at: soon() } : { way })}
        className="flex w-full"
      />
      {when.way === "at" && (
        <MomentField at={when.at} onChange={(at) => onChange({ way: "at", at })} error={error} className="mt-2.5" />
      )}
      {when.way === "later" && (
        <p className="mt-1 text-sm text-ink-3">It waits on the board until somebody gives it a time.</p>
      )}
      {when.way === "now" && error !== undefined && <p className="mt-1 text-sm text-failed">{error}</p>}
    </div>
  );
}

/** The next full quarter of an hour. */
export function soon(): string {
  const at = new Date();
  at.setMinutes(Math.ceil((at.getMinutes() + 1) / 15) * 15, 0, 0);
  return at.toISOString();
}

interface MomentFieldProps {
  readonly label?: string;
  readonly at: string | null;
  readonly onChange: (at: string | null) => void;
  readonly error?: string | undefined;
  readonly className?: string;
}

/** A moment, with the zone it is meant in under it. */
export function MomentField({ label = "Date and time", at, onChange, error, className }: MomentFieldProps) {
  const now = useNow();
  return (
    <Field
      label={label}
      hint={zoneInWords(at === null ? now : new Date(at))}
      error={error}
      {...(className && { className })}
    >
      {(control) => <InstantInput control={control} initial={at} onChange={onChange} />}
    </Field>
  );
}
