import type { ReactNode } from "react";
import { cn } from "./cn";
import { STATES, type StateName } from "./states";

/** A state as a chip: hue, icon and word. `children` replaces the word where more is known (`fetching 62 %`). */
export function StateChip({ state, children }: { readonly state: StateName; readonly children?: ReactNode }) {
  const { icon: Icon, word, hue, moving } = STATES[state];
  return (
    <span
      className={cn(
        "inline-flex h-[21px] items-center gap-1.25 rounded-full pr-2 pl-1.5 text-xs font-[550] whitespace-nowrap",
        hue,
      )}
    >
      <Icon aria-hidden size={12} className={moving ? "animate-spin" : undefined} />
      {children ?? word}
    </span>
  );
}
