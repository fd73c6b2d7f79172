"use client";

import { useNow } from "./use-now";
import { exactWords, relativeWords, shortExactWords } from "./words";

interface TimeProps {
  /** ISO 8601. */
  readonly value: string;
  /** `relative` says how long ago or ahead; `exact` the moment and its zone. The other one is in the title. */
  readonly as?: "relative" | "exact";
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
      title={as === "exact" ? `${exactWords(at)} · ${relative}` : exactWords(at)}
      className={className}
      suppressHydrationWarning
    >
      {as === "exact" ? shortExactWords(at, now) : relative}
    </time>
  );
}
