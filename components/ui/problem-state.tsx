import { RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";

interface ProblemStateProps {
  /** What happened, in a sentence. */
  readonly title: string;
  /** Why, in a sentence. */
  readonly reason?: string;
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
  readonly className?: string;
}

/** Something failed: what happened, why, and the way out right beside it. */
export function ProblemState({ title, reason, onRetry, actions, className }: ProblemStateProps) {
  return (
    <div
      role="alert"
      className={cn(
        "flex animate-fade flex-wrap items-center gap-x-2.5 gap-y-2 rounded-m bg-failed-soft px-3 py-2.25 text-failed",
        className,
      )}
    >
      <TriangleAlert aria-hidden size={16} strokeWidth={1.8} />
      <p className="min-w-0 flex-1 basis-60 wrap-anywhere">
        <b className="font-semibold">{title}</b> {reason}
      </p>
      {onRetry && (
        <Button size="s" icon={RotateCw} onClick={onRetry}>
          Try again
        </Button>
      )}
      {actions}
    </div>
  );
}
