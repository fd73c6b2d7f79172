import type { ReactNode } from "react";
import { cn } from "./cn";

export function Kbd({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    <kbd
      className={cn("rounded-[4px] border border-line-strong px-1 font-mono text-2xs leading-4 text-ink-3", className)}
    >
      {children}
    </kbd>
  );
}
