import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { INPUT_CLASS } from "@/components/ui/input";

/** A text of several lines. */
export function LongText({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea rows={3} className={cn(INPUT_CLASS, "h-auto resize-y py-1.5", className)} {...rest} />;
}
