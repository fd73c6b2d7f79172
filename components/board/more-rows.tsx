"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";

interface MoreRowsProps {
  readonly busy: boolean;
  readonly onMore: () => void;
}

/** The board's end so far: further rows come as it is scrolled near, and by its button. */
export function MoreRows({ busy, onMore }: MoreRowsProps) {
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  useEffect(() => {
    latest.current = onMore;
  });
  useEffect(() => {
    const element = end.current;
    if (element === null || busy) return undefined;
    const margin = "1200px 0px";
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) latest.current();
      },
      { rootMargin: margin, scrollMargin: margin },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [busy]);
  return (
    <div ref={end} className="flex justify-center py-4">
      <Button busy={busy} onClick={onMore}>
        Show more
      </Button>
    </div>
  );
}
