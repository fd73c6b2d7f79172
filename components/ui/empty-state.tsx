import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly className?: string;
}

/** Nothing is here: one sentence, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, className }: EmptyStateProps) {
  return (
    <div
      className={cn(
        "mx-auto flex w-full max-w-xl animate-fade flex-col items-center gap-3 px-5 py-16 text-center text-ink-2",
        className,
      )}
    >
      <span className="grid size-10 place-items-center rounded-full bg-ink/6 text-ink-3">
        <Icon aria-hidden size={18} strokeWidth={1.7} />
      </span>
      <p className="font-[570] text-ink">{title}</p>
      {children}
    </div>
  );
}
