import { expect, it } from "vitest";
import type { Board, BoardCell, BoardRow } from "@/lib/domain/publishing/contract";
import { foresee, withCell } from "./foresee";

const cell: BoardCell = {
  assignment_id: "a1",
  channel_id: "c1",
  status: "failed",
  cause: "refused",
  scheduled_at: "2026-11-21T12:00:00.000Z",
  live_at: null,
  remote_url: null,
  attempts: 1,
  retry_count: 0,
  forced: false,
  standing: {
    phase: "ended",
    waits_for: null,
    late_seconds: 90,
    missed_at: null,
    sentence: "The receiver answered 422.",
    actions: ["retry", "cancel"],
  },
  revision: 3,
};
const row = (id: string, cells: readonly BoardCell[]): BoardRow => ({
  video_id: id,
  title: id,
  project_id: "p",
  has_poster: false,
  created_by: "Mara",
  cells: [...cells],
});
const board: Board = {
  items: [row("v1", [cell]), row("v2", [{ ...cell, assignment_id: "a2" }])],
  next_cursor: null,
  channels: [],
  groups: [],
  counts: { me: 2, failed: 2, late: 0, unconfirmed: 0 },
  at: "2026-11-21T12:05:00.000Z",
};

it("shows a retry as waiting at once, with nothing left to press", () => {
  expect(foresee(cell, "retry")).toMatchObject({
    status: "scheduled",
    cause: null,
    standing: { phase: "waiting", late_seconds: 0, sentence: null, actions: [] },
  });
});

it("does not call a thing sent that is only being looked for", () => {
  expect(foresee({ ...cell, status: "unconfirmed" }, "check")).toMatchObject({
    status: "unconfirmed",
    standing: { phase: "looking", actions: [] },
  });
});

it("changes one cell and leaves the other rows the same objects", () => {
  const changed = withCell(board, "a1", (one) => foresee(one, "cancel"));
  expect(changed.items[0]?.cells[0]?.status).toBe("cancelled");
  expect(changed.items[1]).toBe(board.items[1]);
  expect(board.items[0]?.cells[0]?.status).toBe("failed");
});
