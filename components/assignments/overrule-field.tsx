"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface OverruleFieldProps {
  readonly reason: string;
  readonly onChange: (reason: string) => void;
  readonly busy: boolean;
  readonly onOverrule: () => void;
}

/** A refusal that a person may overrule, with a reason that is kept. */
export function OverruleField({ reason, onChange, busy, onOverrule }: OverruleFieldProps) {
  return (
    <div className="flex flex-wrap items-start gap-2.5 rounded-m bg-failed-soft p-3">
      <Field label="Why all the same" hint="It is kept with your name." className="min-w-0 flex-1 basis-60">
        {(control) => (
          <Input
            {...control}
            value={reason}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      <Button className="mt-5.5" busy={busy} disabled={reason.trim() === "" || busy} onClick={onOverrule}>
        Assign anyway
      </Button>
    </div>
  );
}
