"use client";

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are windowed, and become cards in a narrow window, are no table to a browser */

import { Plus } from "lucide-react";
import Link from "next/link";
import { ACTION_WORDS, mendAddress, mendingOf, type MendingAction } from "@/components/assignments/actions";
import { chipOf, timeLine } from "@/components/assignments/assignment-words";
import { useMay } from "@/components/shell/person";
import { StateChip } from "@/components/ui/chip";
import { useNow } from "@/components/ui/use-now";
import { exactWords } from "@/components/ui/words";
import type { Board, BoardCell } from "@/lib/domain/publishing/contract";
import { useBoardActs } from "./board-acts";

type Column = Board["channels"][number];

const SILENT: ReadonlySet<BoardCell["status"]> = new Set(["assigned", "published", "cancelled"]);

const CELL =
  "flex min-w-0 flex-col justify-center px-2.5 py-1.75 max-wide:grid max-wide:grid-cols-[minmax(0,7rem)_minmax(0,1fr)] max-wide:gap-x-2.5 max-wide:px-0 max-wide:py-1";

interface BoardCellProps {
  readonly cell: BoardCell;
  /** Earlier assignments of the same video there. */
  readonly older: readonly BoardCell[];
  readonly column: Column;
  readonly title: string;
}

/** One video on one channel: its state, when, why, and what mends it. */
export function BoardCellView({ cell, older, column, title }: BoardCellProps) {
  const { open } = useBoardActs();
  const now = useNow();
  const { status, standing } = cell;
  const chip = chipOf(status, standing);
  const time = timeLine(cell, now);
  const at = cell.live_at ?? cell.scheduled_at;
  const exact = at !== null && { title: exactWords(new Date(at)) };
  // What waits for a time, or is over and done with, has said so with its chip.
  const tells = !SILENT.has(status) && standing.sentence !== null;
  return (
    <div role="gridcell" className={CELL}>
      <span className="truncate text-ink-3 wide:sr-only">{column.name}</span>
      <div className="min-w-0">
        <button
          type="button"
          data-cell={column.id}
          tabIndex={-1}
          onClick={() => open(cell.assignment_id)}
          className="block max-w-full rounded-s text-left"
        >
          <span className="flex flex-wrap items-center gap-x-1.5">
            <StateChip state={chip.state}>{chip.word}</StateChip>
            {tells && (
              <span className="text-2xs whitespace-nowrap text-ink-3 tabular-nums" {...exact}>
                {time}
              </span>
            )}
            {older.length > 0 && (
              <span className="text-2xs text-ink-3" title={`${older.length} earlier here`}>
                +{older.length}
                <span className="sr-only"> earlier</span>
              </span>
            )}
          </span>
          {tells ? (
            <span className="mt-0.5 line-clamp-2 text-2xs wrap-anywhere text-ink-3" title={standing.sentence ?? ""}>
              {standing.sentence}
            </span>
          ) : (
            <span className="mt-0.5 block truncate text-2xs text-ink-3 tabular-nums" {...exact}>
              {time}
            </span>
          )}
        </button>
        <CellActions cell={cell} column={column} title={title} />
      </div>
    </div>
  );
}

const LINK =
  "inline-flex min-h-6 items-center rounded-s text-xs font-[520] text-accent underline-offset-2 hover:underline";

function CellActions({ cell, column, title }: Omit<BoardCellProps, "older">) {
  const { act, ask } = useBoardActs();
  const may = useMay("assignments:write");
  const actions = may ? mendingOf(cell.standing.actions) : [];
  if (actions.length === 0) return null;
  const subject = { id: cell.assignment_id, revision: cell.revision, title, channelName: column.name };
  const press: Readonly<Record<Exclude<MendingAction, "reconnect" | "resume">, () => void>> = {
    check: () => act({ deed: "check", ...subject }),
    retry: () => act({ deed: "retry", ...subject }),
    present: () => ask({ what: "present", subject }),
    absent: () => ask({ what: "absent", subject }),
  };
  return (
    <span className="flex flex-wrap gap-x-3">
      {actions.map((action) =>
        action === "reconnect" || action === "resume" ? (
          <Link
            key={action}
            href={mendAddress(cell.channel_id, action === "reconnect" ? cell.cause : null)}
            className={LINK}
          >
            {ACTION_WORDS[action]}
          </Link>
        ) : (
          <button
            key={action}
            type="button"
            {...(action === "retry" && { "data-retry": true })}
            onClick={press[action]}
            className={LINK}
          >
            {ACTION_WORDS[action]}
          </button>
        ),
      )}
    </span>
  );
}

interface EmptyCellProps {
  readonly column: Column;
  readonly videoId: string;
  readonly title: string;
}

/** Nothing is assigned here: a dash, and the way to assign it for whoever may. */
export function EmptyCell({ column, videoId, title }: EmptyCellProps) {
  const { assign } = useBoardActs();
  const may = useMay("assignments:write");
  return (
    <div role="gridcell" className="flex items-center px-2.5 py-1.75 text-ink-3 max-wide:hidden">
      {may ? (
        <button
          type="button"
          data-cell={column.id}
          tabIndex={-1}
          aria-label={`Assign “${title}” to ${column.name}`}
          onClick={() => assign({ video: { id: videoId, title }, channelId: column.id })}
          className="group/empty grid h-6 min-w-6 place-items-center rounded-s hover:bg-ink/6 hover:text-ink focus-visible:text-ink"
        >
          <span aria-hidden className="group-hover/empty:hidden group-focus-visible/empty:hidden">
            —
          </span>
          <Plus
            aria-hidden
            size={14}
            strokeWidth={1.8}
            className="hidden group-hover/empty:block group-focus-visible/empty:block"
          />
        </button>
      ) : (
        <span>
          <span aria-hidden>—</span>
          <span className="sr-only">Not assigned</span>
        </span>
      )}
    </div>
  );
}
