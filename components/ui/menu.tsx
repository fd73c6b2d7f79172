"use client";

import { Check, type LucideIcon } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState, type ReactNode } from "react";
import { cn } from "./cn";

const ITEM =
  "flex min-h-7.5 items-center gap-2 rounded-s px-2 text-ink-2 outline-none select-none data-highlighted:bg-ink/6 data-highlighted:text-ink data-[state=checked]:text-ink";

interface MenuProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: "start" | "end";
  readonly side?: "top" | "bottom";
  /** Where it is drawn, when not at the end of the page (a player in full screen shows only its own). */
  readonly container?: HTMLElement | null;
  readonly className?: string;
}

export function Menu({ trigger, children, align = "start", side = "bottom", container, className }: MenuProps) {
  // Inside the page's main part by default: what floats belongs to a landmark like everything else.
  const [main, setMain] = useState<HTMLElement | null>(null);
  const host = container ?? main;
  return (
    <DropdownMenu.Root modal={false} onOpenChange={() => setMain(document.querySelector("main"))}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal {...(host ? { container: host } : {})}>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={5}
          collisionPadding={8}
          className={cn(
            "z-50 max-h-80 min-w-44 animate-fade overflow-y-auto rounded-m border bg-raised p-1 shadow-2 outline-none",
            className,
          )}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({
  icon: Icon,
  children,
  onSelect,
}: {
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
  readonly onSelect: () => void;
}) {
  return (
    <DropdownMenu.Item className={ITEM} onSelect={onSelect}>
      {Icon && <Icon aria-hidden size={15} strokeWidth={1.8} />}
      {children}
    </DropdownMenu.Item>
  );
}

interface MenuChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly options: readonly { readonly value: Value; readonly word: string; readonly icon?: LucideIcon }[];
  readonly onChange: (value: Value) => void;
}

/** One of several inside a menu; the chosen one carries a tick. */
export function MenuChoice<Value extends string>({ label, value, options, onChange }: MenuChoiceProps<Value>) {
  return (
    <>
      <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-2xs text-ink-3">{label}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={value ?? ""} aria-label={label}>
        {options.map(({ value: own, word, icon: Icon }) => (
          <DropdownMenu.RadioItem key={own} value={own} className={ITEM} onSelect={() => onChange(own)}>
            {Icon && <Icon aria-hidden size={15} strokeWidth={1.8} />}
            <span className="flex-1">{word}</span>
            <DropdownMenu.ItemIndicator>
              <Check aria-hidden size={14} />
            </DropdownMenu.ItemIndicator>
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  );
}

export function MenuLine() {
  return <DropdownMenu.Separator className="mx-1 my-1 h-px bg-line" />;
}
