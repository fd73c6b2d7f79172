"use client";

import { useNeedsMe } from "./use-board";

/** How many assignments wait for a person, at the way to them; nothing while there are none. */
export function NeedsMeCount({ className }: { readonly className?: string }) {
  const waiting = useNeedsMe();
  if (waiting === 0) return null;
  return (
    <span className={`animate-fade text-2xs font-[600] text-failed tabular-nums ${className ?? ""}`}>
      {waiting > 99 ? "99+" : waiting}
      <span className="sr-only"> waiting for somebody</span>
    </span>
  );
}
