"use client";

import { X } from "lucide-react";
import { cn } from "@/components/ui/cn";

interface DatePillProps {
  readonly label: string;
  /** A day, `2026-11-21`; null while none is chosen. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** A day as a pill, like the other filters: dashed while it is open to choose, filled once it holds one. */
export function DatePill({ label, value, onChange }: DatePillProps) {
  return (
    <span
      className={cn(
        "inline-flex h-6.5 items-center rounded-full",
        value === null ? "border border-dashed border-line-strong text-ink-2" : "bg-accent-soft text-accent",
      )}
    >
      <label className="flex h-full items-center gap-1.5 pr-1.5 pl-2.5">
        {label}
        <input
          type="date"
          value={value ?? ""}
          min="1970-01-01"
          max="2199-12-31"
          onChange={({ target }) => {
            // While a date is being typed the field is empty: that takes nothing away.
            if (target.value !== "" && target.validity.valid) onChange(target.value);
          }}
          className="h-full w-27 rounded-s bg-transparent tabular-nums outline-offset-[-2px]"
        />
      </label>
      {value !== null && (
        <button
          type="button"
          aria-label={`Remove the filter ${label}: ${value}`}
          onClick={() => onChange(null)}
          className="grid size-6.5 shrink-0 place-items-center rounded-full hover:bg-accent/12"
        >
          <X aria-hidden size={13} strokeWidth={1.8} />
        </button>
      )}
    </span>
  );
}
