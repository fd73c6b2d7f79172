import type { ReactNode } from "react";
import { cn } from "./cn";

interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** One fact in a `<dl>`: what it is called, and beside it what it is. */
export function Fact({ name, children, className }: FactProps) {
  return (
    <div className={cn("grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2.5", className)}>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}
