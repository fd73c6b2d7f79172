"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { FieldControl } from "./field";
import { cn } from "./cn";
import { INPUT_CLASS } from "./input";

interface SelectProps<Value extends string> {
  /** Empty while nothing is chosen; then the placeholder is shown. */
  readonly value: Value | "";
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly options: readonly { readonly value: Value; readonly word: string; readonly hint?: string }[];
  readonly onChange: (value: Value) => void;
  readonly control?: FieldControl;
  readonly label?: string;
  readonly className?: string;
}

export function Select<Value extends string>({
  value,
  placeholder = "",
  required = false,
  options,
  onChange,
  control,
  label,
  className,
}: SelectProps<Value>) {
  return (
    <Radix.Root
      value={value}
      required={required}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onChange(chosen.value);
      }}
    >
      <Radix.Trigger
        {...control}
        aria-label={label}
        className={cn(
          INPUT_CLASS,
          "flex items-center justify-between gap-2 text-left data-placeholder:text-ink-3",
          className,
        )}
      >
        <Radix.Value placeholder={placeholder} />
        <ChevronDown aria-hidden size={14} className="text-ink-3" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-80 min-w-(--radix-select-trigger-width) animate-fade overflow-hidden rounded-m border bg-raised p-1 shadow-2"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                className="flex min-h-7.5 items-center gap-2 rounded-s px-2 text-ink-2 outline-none select-none data-highlighted:bg-ink/6 data-highlighted:text-ink data-[state=checked]:text-ink"
              >
                <Radix.ItemText>{option.word}</Radix.ItemText>
                {option.hint && <span className="text-sm text-ink-3">{option.hint}</span>}
                <Radix.ItemIndicator className="ml-auto">
                  <Check aria-hidden size={14} />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
