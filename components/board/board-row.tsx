"use client";

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are windowed, and become cards in a narrow window, are no table to a browser */

import Link from "next/link";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import { VideoThumb } from "@/components/videos/poster";
import type { Board, BoardRow } from "@/lib/domain/publishing/contract";
import { BoardCellView, EmptyCell } from "./board-cell";

type Column = Board["channels"][number];

interface BoardRowProps {
  readonly row: BoardRow;
  readonly columns: readonly Column[];
  /** Its place among all of them, the header being the first. */
  readonly index: number;
}

/** One video and how it stands on every channel. Drawn anew only when the desk has told something else of it. */
export const BoardRowView = memo(function BoardRowView({ row, columns, index }: BoardRowProps) {
  return (
    <div
      role="row"
      data-row
      aria-rowindex={index}
      className={cn(
        "group scroll-mt-12 scroll-mb-16 border-b bg-canvas max-wide:px-4 max-wide:py-2.5",
        "has-[[data-cell]:focus-visible]:bg-accent-soft wide:grid wide:grid-cols-(--board-columns) wide:hover:bg-sunken",
      )}
    >
      <div
        role="rowheader"
        className="flex min-w-0 items-center gap-3 bg-inherit py-1.75 wide:sticky wide:left-0 wide:z-10 wide:pr-2.5 wide:pl-5"
      >
        <VideoThumb videoId={row.video_id} hasPoster={row.has_poster} className="w-16 shrink-0 rounded-s" />
        <span className="min-w-0">
          <Link
            href={`/desk/videos/${row.video_id}`}
            data-cell="video"
            tabIndex={-1}
            className="line-clamp-2 font-[570] underline-offset-2 hover:underline wide:line-clamp-1"
          >
            {row.title}
          </Link>
          <span className="line-clamp-1 text-ink-2">
            {row.project_id} · {row.created_by}
          </span>
        </span>
      </div>
      {columns.map((column) => {
        const [newest, ...older] = row.cells.filter((cell) => cell.channel_id === column.id);
        return newest ? (
          <BoardCellView key={column.id} cell={newest} older={older} column={column} title={row.title} />
        ) : (
          <EmptyCell key={column.id} column={column} videoId={row.video_id} title={row.title} />
        );
      })}
    </div>
  );
});
