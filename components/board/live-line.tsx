"use client";

import { useEffect, useState } from "react";
import { spanInWords } from "@/components/ui/words";
import { SECOND } from "@/lib/core/time";

interface LiveLineProps {
  /** When the board was read last, in milliseconds of the browser's clock; 0 before that. */
  readonly readAt: number;
  readonly state: "live" | "failed" | "offline";
}

/** How fresh the board is: `live · 1 s ago`. */
export function LiveLine({ readAt, state }: LiveLineProps) {
  const now = useSecond();
  if (readAt === 0) return null;
  const ago = spanInWords(Math.max(0, now - readAt));
  return (
    <span className="whitespace-nowrap text-ink-2 tabular-nums">
      {state === "live" ? `live · ${ago} ago` : `not live · ${ago} old`}
    </span>
  );
}

function useSecond(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, []);
  return now;
}
