"use client";

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are windowed, and become cards in a narrow window, are no table to a browser */

import { useRef, type CSSProperties } from "react";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { Board, BoardRow } from "@/lib/domain/publishing/contract";
import { BoardRowView } from "./board-row";
import { MoreRows } from "./more-rows";
import { useBoardKeys } from "./use-board-keys";
import { Windowed } from "./windowed";

type Column = Board["channels"][number];

interface BoardGridProps {
  readonly rows: readonly BoardRow[];
  readonly columns: readonly Column[];
  readonly stale: boolean;
  /** Undefined where nobody may assign. */
  readonly onAssign: (() => void) | undefined;
  readonly more: { readonly busy: boolean; readonly load: () => void } | null;
}

/** So many rows come and go together while the board is scrolled. */
const CHUNK = 25;
const ROW_HEIGHT = 54;

const HEAD = "sticky top-0 z-10 border-b bg-canvas px-2.5 py-2 text-xs font-[520] text-ink-3";

/** A row per video, a column per channel; its head and its first column stay in sight. */
export function BoardGrid({ rows, columns, stale, onAssign, more }: BoardGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  const { onKeyDown, settle } = useBoardKeys(grid, onAssign);
  const chunks = Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, at) =>
    rows.slice(at * CHUNK, (at + 1) * CHUNK),
  );
  return (
    <div className="relative min-h-0 flex-1 wide:overflow-auto wide:overscroll-x-contain">
      <div
        role="grid"
        ref={grid}
        tabIndex={-1}
        aria-label="Board"
        aria-rowcount={more ? -1 : rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-busy={stale}
        onKeyDown={onKeyDown}
        style={columnsOf(columns.length)}
        className={cn("transition-opacity duration-150 outline-none wide:min-w-(--board-width)", stale && "opacity-60")}
      >
        <div role="rowgroup" className="max-wide:sr-only wide:sticky wide:top-0 wide:z-20">
          <div role="row" aria-rowindex={1} className="wide:grid wide:grid-cols-(--board-columns)">
            <div role="columnheader" className={cn(HEAD, "wide:left-0 wide:z-20 wide:pl-5")}>
              Video
            </div>
            {columns.map(({ id, name, status }) => (
              <div key={id} role="columnheader" className={cn(HEAD, "truncate")} title={name}>
                {name}
                {status !== "active" && <span className="ml-1.5 text-unconfirmed">{STATUS_WORDS[status]}</span>}
              </div>
            ))}
          </div>
        </div>
        {chunks.map((chunk, at) => (
          <Windowed key={`from ${at * CHUNK}`} height={chunk.length * ROW_HEIGHT} onChange={settle}>
            {chunk.map((row, place) => (
              <BoardRowView key={row.video_id} row={row} columns={columns} index={at * CHUNK + place + 2} />
            ))}
          </Windowed>
        ))}
      </div>
      {more && <MoreRows busy={more.busy} onMore={more.load} />}
    </div>
  );
}

const STATUS_WORDS: Readonly<Record<Exclude<Column["status"], "active">, string>> = {
  paused: "paused",
  needs_reconnecting: "needs reconnecting",
  disabled: "disabled",
};

function columnsOf(channels: number): CSSProperties {
  const repeated = channels === 0 ? "" : ` repeat(${channels}, minmax(9.5rem, 1fr))`;
  return {
    "--board-columns": `minmax(19rem, ${channels < 6 ? "2.6fr" : "19rem"})${repeated}`,
    "--board-width": `calc(19rem + ${channels} * 9.5rem)`,
  } as CSSProperties;
}

/** The board as it will be, before anything is known of it. */
export function BoardSkeleton() {
  return (
    <div className="min-h-0 flex-1 overflow-hidden" aria-hidden>
      {Array.from({ length: 10 }, (_, at) => (
        <div
          key={at}
          className="flex items-center gap-3 border-b px-4 py-1.75 wide:grid wide:grid-cols-[19rem_repeat(4,1fr)] wide:px-5"
        >
          <span className="flex items-center gap-3">
            <Skeleton className="h-9 w-16" />
            <Skeleton className="h-3.5 w-40" />
          </span>
          {["c1", "c2", "c3", "c4"].map((column) => (
            <span key={column} className="space-y-1.5 max-wide:hidden">
              <Skeleton className="h-[21px] w-20 rounded-full" />
              <Skeleton className="h-2.5 w-16" />
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
