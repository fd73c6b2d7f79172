"use client";

import { Eye, EyeOff } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import type { FieldControl } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export const PASSWORD_RULE = "12 to 128 characters, any you like. A few words in a row are easy to keep in mind.";

interface PasswordInputProps extends Omit<ComponentProps<"input">, "type" | "id"> {
  readonly control: FieldControl;
  readonly shown: boolean;
  /** Without it there is no button: another field's shows this one too. */
  readonly onShow?: (shown: boolean) => void;
  /** What is typed, where it is no password but another secret. */
  readonly what?: string;
}

/** A password as it is typed, hidden until its owner wants to see it. */
export function PasswordInput({ control, shown, onShow, what = "password", className, ...rest }: PasswordInputProps) {
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className="relative block">
      <Input
        {...control}
        {...rest}
        type={shown ? "text" : "password"}
        autoCapitalize="none"
        spellCheck={false}
        className={cn(onShow && "pr-9", className)}
      />
      {onShow && (
        <button
          type="button"
          aria-pressed={shown}
          aria-label={`Show the ${what}`}
          title={shown ? "Hide" : "Show"}
          onClick={() => onShow(!shown)}
          className="absolute inset-y-0 right-1 my-auto grid size-6 place-items-center rounded-[4px] text-ink-2 hover:bg-ink/6 hover:text-ink"
        >
          <Icon aria-hidden size={15} strokeWidth={1.8} />
        </button>
      )}
    </span>
  );
}
