import type { ComponentProps } from "react";
import { cn } from "./cn";

export const INPUT_CLASS = cn(
  "h-7.5 w-full min-w-0 rounded-s border border-line-strong bg-surface px-2.5 text-ink",
  "focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0",
  "aria-invalid:border-failed disabled:opacity-55",
);

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cn(INPUT_CLASS, className)} {...rest} />;
}
