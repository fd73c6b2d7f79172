"use client";

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are windowed, and become cards in a narrow window, are no table to a browser */

import { useEffect, useRef, useState, type ReactNode } from "react";

interface WindowedProps {
  /** About how high it is before it has been drawn, in pixels. */
  readonly height: number;
  readonly children: ReactNode;
  /** Called after it has come or gone. */
  readonly onChange: () => void;
}

/** Some rows of a long list: drawn near the window only, and elsewhere an empty space of the same height. */
export function Windowed({ height, children, onChange }: WindowedProps) {
  const box = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(true);
  const [measured, setMeasured] = useState(height);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const margin = "900px 0px";
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return;
        // Whoever stands in it with the keyboard must not lose their place.
        const held = element.contains(document.activeElement);
        if (!entry.isIntersecting && entry.boundingClientRect.height > 0) setMeasured(entry.boundingClientRect.height);
        setNear(entry.isIntersecting || held);
      },
      // The board scrolls within the window where it is wide, and with it where it is narrow.
      { rootMargin: margin, scrollMargin: margin },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  useEffect(onChange, [near, onChange]);
  return (
    <div role="rowgroup" ref={box} {...(near ? {} : { style: { height: measured } })}>
      {near && children}
    </div>
  );
}
