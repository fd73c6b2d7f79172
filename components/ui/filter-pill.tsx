"use client";

import { Plus, X } from "lucide-react";
import { Menu, MenuChoice } from "./menu";

interface FilterPillProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly options: readonly { readonly value: Value; readonly word: string }[];
  /** Null takes the filter away. */
  readonly onChange: (value: Value | null) => void;
}

/** A filter as a pill: dashed while it is open to choose, filled once it holds something, with its own way out. */
export function FilterPill<Value extends string>({ label, value, options, onChange }: FilterPillProps<Value>) {
  const word = options.find((option) => option.value === value)?.word ?? value;
  const trigger =
    value === null ? (
      <button
        type="button"
        className="inline-flex h-6.5 items-center gap-1.5 rounded-full border border-dashed border-line-strong px-2.5 text-ink-2 transition-colors duration-120 hover:border-ink-3 hover:text-ink data-[state=open]:border-ink-3 data-[state=open]:text-ink"
      >
        <Plus aria-hidden size={13} strokeWidth={1.8} />
        {label}
      </button>
    ) : (
      <button type="button" className="h-full max-w-60 truncate rounded-l-full pr-1 pl-2.5 font-[520]">
        <span className="font-normal">{label}:</span> {word}
      </button>
    );
  const menu = (
    <Menu trigger={trigger}>
      <MenuChoice label={label} value={value} options={options} onChange={onChange} />
    </Menu>
  );
  if (value === null) return menu;
  return (
    <span className="inline-flex h-6.5 min-w-0 animate-fade items-center rounded-full bg-accent-soft text-accent">
      {menu}
      <button
        type="button"
        aria-label={`Remove the filter ${label}: ${word ?? ""}`}
        onClick={() => onChange(null)}
        className="grid size-6.5 shrink-0 place-items-center rounded-full hover:bg-accent/12"
      >
        <X aria-hidden size={13} strokeWidth={1.8} />
      </button>
    </span>
  );
}
