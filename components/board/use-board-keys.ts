"use client";

import { useCallback, useEffect, type KeyboardEvent, type RefObject } from "react";
import { useHotkeys } from "@/components/ui/use-hotkeys";

/**
 * Arrows walk over the cells, J and K over the rows, Enter opens (the focus is on the cell's own button), R retries,
 * N and A assign. One cell at a time is a stop of the Tab key: `settle` sees to it whenever cells come and go.
 */
export function useBoardKeys(grid: RefObject<HTMLElement | null>, onAssign: (() => void) | undefined) {
  const settle = useCallback(() => {
    const here = grid.current?.querySelector<HTMLElement>("[data-cell][tabindex='0']");
    if (!here) grid.current?.querySelector<HTMLElement>("[data-cell]")?.setAttribute("tabindex", "0");
  }, [grid]);
  useEffect(settle);

  function go(target: HTMLElement | null | undefined) {
    if (!target) return;
    for (const other of grid.current?.querySelectorAll("[data-cell][tabindex='0']") ?? [])
      other.setAttribute("tabindex", "-1");
    target.setAttribute("tabindex", "0");
    target.focus();
    target.closest("[data-row]")?.scrollIntoView({ block: "nearest" });
  }
  const rowBy = (step: number) => () => {
    const rows = [...(grid.current?.querySelectorAll("[data-row]") ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = at === -1 ? rows[0] : rows[at + step];
    const column = columnOf(document.activeElement);
    go(next?.querySelector<HTMLElement>(`[data-cell="${column}"]`) ?? next?.querySelector<HTMLElement>("[data-cell]"));
  };
  const cellBy = (step: number) => () => {
    const row = document.activeElement?.closest("[data-row]");
    const cells = [...(row?.querySelectorAll<HTMLElement>("[data-cell]") ?? [])];
    go(cells[cells.findIndex((cell) => cell === document.activeElement) + step]);
  };
  const arrows: Readonly<Record<string, () => void>> = {
    ArrowDown: rowBy(1),
    ArrowUp: rowBy(-1),
    ArrowRight: cellBy(1),
    ArrowLeft: cellBy(-1),
  };
  const assign = () => (onAssign ? onAssign() : false);
  useHotkeys({
    j: rowBy(1),
    k: rowBy(-1),
    n: assign,
    a: assign,
    r: () => {
      const within =
        document.activeElement?.closest("[role='gridcell']") ?? document.activeElement?.closest("[data-row]");
      within?.querySelector<HTMLElement>("[data-retry]")?.click();
    },
  });

  function onKeyDown(event: KeyboardEvent) {
    const walk = arrows[event.key];
    if (!walk || columnOf(event.target) === "" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    walk();
  }
  return { onKeyDown, settle };
}

const columnOf = (target: EventTarget | null) =>
  target instanceof HTMLElement ? (target.closest<HTMLElement>("[data-cell]")?.dataset["cell"] ?? "") : "";
