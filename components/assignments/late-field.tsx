"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AssignForm } from "./assign-request";

const ACTIONS = [
  { value: "publish", word: "Publish it late" },
  { value: "miss", word: "Rather miss it" },
] as const;

/** As the desk has them where nothing is said, in minutes. */
const USUAL = { publish: 60, miss: 5 } as const;

interface LateFieldProps {
  readonly late: AssignForm["late"];
  readonly onChange: (late: AssignForm["late"]) => void;
}

/** What becomes of it where it cannot go out at its time. */
export function LateField({ late, onChange }: LateFieldProps) {
  return (
    <div className="grid gap-2.5 wide:grid-cols-2">
      <Field label="If it cannot go out in time">
        {(control) => (
          <Select
            control={control}
            value={late.action}
            options={ACTIONS}
            onChange={(action) => onChange({ action, minutes: null })}
            className="w-full"
          />
        )}
      </Field>
      <Field label="Missed after, in minutes" hint={`${USUAL[late.action]} unless you say otherwise.`}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={10_080}
            placeholder={String(USUAL[late.action])}
            value={late.minutes ?? ""}
            onChange={({ target }) => onChange({ ...late, minutes: target.value === "" ? null : Number(target.value) })}
          />
        )}
      </Field>
    </div>
  );
}
