"use client";

import { useNow } from "./use-now";
import { exactWords, fullWords, relativeWords, shortExactWords } from "./words";

interface TimeProps {
  /** ISO 8601. */
  readonly value: string;
  /**
   * `relative` says how long ago or ahead; `exact` the moment and its zone, as short as the day allows; `full` all of
   * it, for what is printed or kept. The others are in the title.
   */
  readonly as?: "relative" | "exact" | "full";
  readonly className?: string;
}

/** A moment for a person, in the zone of the browser, which it always names. */
export function Time({ value, as = "relative", className }: TimeProps) {
  const now = useNow();
  const at = new Date(value);
  const relative = relativeWords(at, now);
  return (
    // The server may stand in another zone: the browser's words are the right ones.
    <time
      dateTime={value}
      title={as === "relative" ? exactWords(at) : `${exactWords(at)} · ${relative}`}
      className={className}
      suppressHydrationWarning
    >
      {{ relative, exact: shortExactWords(at, now), full: fullWords(at) }[as]}
    </time>
  );
}
