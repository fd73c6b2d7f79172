"use client";

import type { LucideIcon } from "lucide-react";
import { ToggleGroup } from "radix-ui";
import { cn } from "./cn";

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly word: string; readonly icon?: LucideIcon }[];
  readonly onChange: (value: Value) => void;
  readonly className?: string | undefined;
}

/** One of a few, side by side. */
export function Segmented<Value extends string>({ label, value, options, onChange, className }: SegmentedProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onChange(chosen.value);
      }}
      className={cn("inline-flex h-7.5 shrink-0 rounded-s border border-line-strong bg-surface", className)}
    >
      {options.map(({ value: own, word, icon: Icon }) => (
        <ToggleGroup.Item
          key={own}
          value={own}
          className="flex flex-1 items-center justify-center gap-1.5 border-r border-line px-2.75 whitespace-nowrap text-ink-2 transition-colors duration-120 first:rounded-l-[4px] last:rounded-r-[4px] last:border-0 hover:text-ink data-[state=on]:bg-ink data-[state=on]:font-[520] data-[state=on]:text-ink-on"
        >
          {Icon && <Icon aria-hidden size={14} strokeWidth={1.8} />}
          {word}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
