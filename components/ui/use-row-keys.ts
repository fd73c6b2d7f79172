"use client";

import type { RefObject } from "react";
import { useHotkeys } from "./use-hotkeys";

/**
 * J and K walk over the rows inside `container`, Enter opens (the focus is on the row's own link), R retries.
 * A row is marked `data-row`, its link `data-open`, its retry button `data-retry`.
 */
export function useRowKeys(container: RefObject<HTMLElement | null>): void {
  const move = (by: 1 | -1) => () => {
    const links = [...(container.current?.querySelectorAll<HTMLElement>("[data-row] [data-open]") ?? [])];
    const at = links.findIndex((link) => link.closest("[data-row]") === rowInFocus());
    const next = at === -1 ? links[0] : links[at + by];
    next?.focus();
    next?.closest("[data-row]")?.scrollIntoView({ block: "nearest" });
  };
  useHotkeys({
    j: move(1),
    k: move(-1),
    r: () => rowInFocus()?.querySelector<HTMLButtonElement>("[data-retry]")?.click(),
  });
}

function rowInFocus(): Element | null {
  return document.activeElement?.closest("[data-row]") ?? null;
}
