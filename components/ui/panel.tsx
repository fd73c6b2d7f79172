import type { ReactNode } from "react";
import { cn } from "./cn";

interface PanelProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A titled box of facts. */
export function Panel({ title, actions, children, className }: PanelProps) {
  return (
    <section aria-label={title} className={cn("rounded-l border bg-surface", className)}>
      <div className="flex min-h-10.5 items-center gap-2 pr-2 pl-3.5">
        <h2 className="text-sm font-semibold">{title}</h2>
        <span className="flex-1" />
        {actions}
      </div>
      {children}
    </section>
  );
}
