import type { Standing } from "@/lib/domain/assignments/contract";
import type { Board, BoardCell } from "@/lib/domain/publishing/contract";

/** What a person can ask for with one press. */
export type Deed = "publish" | "retry" | "check" | "present" | "absent" | "cancel";

const WAITING = { phase: "waiting", waits_for: null, sentence: null, actions: [] } as const satisfies Partial<Standing>;

/** How a cell will stand once the desk has agreed: shown at once, and taken back where it does not. */
export function foresee(cell: BoardCell, deed: Deed): BoardCell {
  const standing = (changes: Partial<Standing>) => ({ ...cell.standing, actions: [], ...changes });
  switch (deed) {
    case "cancel":
      return { ...cell, status: "cancelled", cause: null, standing: standing({ ...WAITING, phase: "ended" }) };
    case "present":
      return { ...cell, status: "published", cause: null, standing: standing({ ...WAITING, phase: "ended" }) };
    case "check":
      return { ...cell, standing: standing({ phase: "looking", sentence: "Looking on the platform…" }) };
    case "publish":
    case "retry":
    case "absent":
    default:
      return { ...cell, status: "scheduled", cause: null, standing: standing({ ...WAITING, late_seconds: 0 }) };
  }
}

/** The page with one cell changed; every other row stays the very same object, so that it is not drawn again. */
export function withCell(board: Board, id: string, change: (cell: BoardCell) => BoardCell): Board {
  const items = board.items.map((row) =>
    row.cells.some((cell) => cell.assignment_id === id)
      ? { ...row, cells: row.cells.map((cell) => (cell.assignment_id === id ? change(cell) : cell)) }
      : row,
  );
  return { ...board, items };
}
