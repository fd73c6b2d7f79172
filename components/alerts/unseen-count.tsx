"use client";

import { MOST_UNSEEN } from "@/lib/domain/alerts/contract";
import { cn } from "@/components/ui/cn";
import { useUnseen } from "./use-alerts";

/** How many alerts are new to the person, at the way to them; nothing while there are none. */
export function UnseenCount({ className }: { readonly className?: string }) {
  const unseen = useUnseen();
  if (unseen === 0) return null;
  return (
    <span
      className={cn(
        "inline-flex h-4.5 min-w-4.5 animate-fade items-center justify-center rounded-full bg-failed px-1.25 text-2xs font-[600] text-ink-on tabular-nums",
        className,
      )}
    >
      {unseen >= MOST_UNSEEN ? `${MOST_UNSEEN - 1}+` : unseen}
      <span className="sr-only"> new</span>
    </span>
  );
}
