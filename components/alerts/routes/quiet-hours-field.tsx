"use client";

import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ownZone, type RouteDraft } from "./route-draft";

type QuietDraft = Pick<RouteDraft, "quiet" | "from" | "until" | "timezone">;

interface QuietHoursFieldProps {
  readonly draft: QuietDraft;
  readonly onChange: (patch: Partial<QuietDraft>) => void;
  readonly wrong: (field: "from" | "until" | "timezone") => string | undefined;
}

/** When nothing is sent: local times, and the zone whose clock they are read off. */
export function QuietHoursField({ draft, onChange, wrong }: QuietHoursFieldProps) {
  const zones = useId();
  const zone = draft.timezone === "" ? ownZone() : draft.timezone;
  return (
    <fieldset>
      <legend className="sr-only">Quiet hours</legend>
      <label className="flex min-h-7 cursor-pointer items-center gap-2.5 rounded-s px-1 hover:bg-ink/4">
        <input
          type="checkbox"
          checked={draft.quiet}
          onChange={(event) => onChange({ quiet: event.target.checked, timezone: zone })}
          className="size-3.5 shrink-0 accent-accent"
        />
        Keep quiet hours: what falls into them goes out when they end
      </label>
      {draft.quiet && (
        <div className="mt-2 grid grid-cols-2 gap-x-2.5 gap-y-2">
          <Field label="Quiet from" error={wrong("from")}>
            {(control) => (
              <Input
                {...control}
                type="time"
                value={draft.from}
                onChange={(event) => onChange({ from: event.target.value })}
              />
            )}
          </Field>
          <Field label="Until" error={wrong("until")}>
            {(control) => (
              <Input
                {...control}
                type="time"
                value={draft.until}
                onChange={(event) => onChange({ until: event.target.value })}
              />
            )}
          </Field>
          <Field label="Time zone" error={wrong("timezone")} className="col-span-2">
            {(control) => (
              <Input
                {...control}
                value={draft.timezone}
                list={zones}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => onChange({ timezone: event.target.value })}
              />
            )}
          </Field>
          <datalist id={zones}>
            {Intl.supportedValuesOf("timeZone").map((name) => (
              <option key={name}>{name}</option>
            ))}
          </datalist>
        </div>
      )}
    </fieldset>
  );
}
