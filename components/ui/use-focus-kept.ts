"use client";

import { useEffect, useRef, type FocusEvent, type RefObject } from "react";

/**
 * Whoever works by keyboard must not be sent back to the top when the button they pressed is gone:
 * the focus then goes to `refuge`. Looks after every change of `moments`; `onFocus` belongs on the
 * section that holds the buttons.
 */
export function useFocusKept(refuge: RefObject<HTMLElement | null>, moments: readonly unknown[]) {
  const last = useRef<Element | null>(null);
  useEffect(() => {
    // After a dialog that closes has tried to give the focus back.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body && last.current?.isConnected === false) refuge.current?.focus();
    });
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the caller says when to look
  }, moments);
  return { onFocus: (event: FocusEvent) => void (last.current = event.target) };
}
