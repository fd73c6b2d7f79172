"use client";

import { Bookmark, OctagonPause, Plus, SearchX, Send } from "lucide-react";
import { useMemo, useState } from "react";
import { AskDialog, type Asking } from "@/components/assignments/ask-dialog";
import { AssignDialog, type Assignable } from "@/components/assignments/assign-dialog";
import { AssignmentPanel } from "@/components/assignments/assignment-panel";
import { useAct } from "@/components/assignments/use-assignments";
import { ThrowStopDialog } from "@/components/channels/stop-dialogs";
import { StopsBanner } from "@/components/channels/stops-banner";
import { usePlatforms } from "@/components/channels/use-channels";
import { useStops } from "@/components/channels/use-stops";
import { PageHeader, PageTitle } from "@/components/shell/page-header";
import { useMay } from "@/components/shell/person";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemState } from "@/components/ui/problem-state";
import { SearchField } from "@/components/ui/search-field";
import { countOf, exactWords } from "@/components/ui/words";
import type { Board, BoardRow } from "@/lib/domain/publishing/contract";
import { BoardActsProvider, type BoardActs } from "./board-acts";
import { BoardFilterBar } from "./board-filter-bar";
import { BoardGrid, BoardSkeleton } from "./board-grid";
import { LiveLine } from "./live-line";
import { FailureBanners } from "./failure-banners";
import { useBoard } from "./use-board";
import { isFiltered, queryOf, useBoardFilters } from "./use-board-filters";
import { ViewsDialog } from "./views-dialog";

/** How every video stands on every channel, live, and what mends what went wrong. */
export function BoardScreen() {
  const { filters, assignment, change, open, clear } = useBoardFilters();
  const board = useBoard(filters);
  const pages = board.data?.pages;
  const rows = useMemo(() => rowsOf(pages ?? []), [pages]);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [assigning, setAssigning] = useState<Assignable | null>(null);
  const [dialog, setDialog] = useState<"pause" | "views" | null>(null);
  const { mutate: act } = useAct();
  const acts = useMemo<BoardActs>(() => ({ open, act, ask: setAsking, assign: setAssigning }), [open, act]);
  const mayAssign = useMay("assignments:write");
  const mayPause = useMay("channels:write");
  const stops = useStops();
  const platforms = usePlatforms().data ?? [];
  const allPaused = stops.data?.some(({ scope }) => scope === "all") ?? false;
  const state = board.fetchStatus === "paused" ? "offline" : board.isError ? "failed" : "live";
  const assignAny = mayAssign ? () => setAssigning({}) : undefined;

  return (
    <BoardActsProvider value={acts}>
      <div className="flex flex-col wide:h-dvh">
        <PageHeader>
          <PageTitle>Board</PageTitle>
          <div className="order-last w-full wide:order-none wide:w-auto">
            <SearchField
              label="Search the board"
              placeholder="Search titles"
              value={filters.q}
              onSearch={(q) => change({ q })}
              className="w-full wide:w-55"
            />
          </div>
          <span className="flex-1" />
          {mayPause && !allPaused && (
            <Button look="ghost" icon={OctagonPause} onClick={() => setDialog("pause")}>
              <span className="max-wide:sr-only">Pause all</span>
            </Button>
          )}
          <Button icon={Bookmark} onClick={() => setDialog("views")}>
            <span className="max-wide:sr-only">Save view</span>
          </Button>
          {assignAny && (
            <Button look="primary" icon={Plus} onClick={assignAny}>
              Assign
            </Button>
          )}
        </PageHeader>
        <StopsBanner stops={stops} platforms={platforms} />
        <FailureBanners groups={pages?.[0]?.groups ?? []} />
        <BoardFilterBar
          filters={filters}
          page={pages?.[0]}
          count={pages ? `${countOf(rows.length, "video")}${board.hasNextPage ? ", and more below" : ""}` : null}
          onChange={change}
          onClear={clear}
        >
          <LiveLine readAt={board.dataUpdatedAt} state={state} />
        </BoardFilterBar>
        {state !== "live" && (
          <ProblemState
            title={state === "offline" ? "This browser is offline." : notRead(pages !== undefined)}
            reason={[
              board.error && sentenceOf(board.error),
              pages && `What stands here is from ${exactWords(new Date(board.dataUpdatedAt))}.`,
            ]
              .filter(Boolean)
              .join(" ")}
            {...(state === "failed" && { onRetry: () => void board.refetch() })}
            className="mx-4 mt-3 mb-3 wide:mx-5"
          />
        )}
        {board.isPending && state === "live" && <BoardSkeleton />}
        {rows.length > 0 && (
          <BoardGrid
            rows={rows}
            columns={pages?.[0]?.channels ?? []}
            stale={board.isPlaceholderData}
            onAssign={assignAny}
            more={
              board.hasNextPage
                ? { busy: board.isFetchingNextPage, load: () => void board.fetchNextPage({ cancelRefetch: false }) }
                : null
            }
          />
        )}
        {pages && rows.length === 0 && !board.isPlaceholderData && (
          <Nothing filtered={isFiltered(filters)} onClear={clear} onAssign={assignAny} />
        )}
      </div>
      {assignment !== null && (
        <AssignmentPanel id={assignment} known={titleOf(rows, assignment)} onClose={() => open(null)} />
      )}
      <AskDialog asking={asking} onClose={() => setAsking(null)} />
      <AssignDialog opened={assigning} onClose={() => setAssigning(null)} />
      {dialog === "pause" && <ThrowStopDialog scope="all" where="everywhere" onClose={() => setDialog(null)} />}
      {dialog === "views" && <ViewsDialog query={queryOf(filters)} onClose={() => setDialog(null)} />}
    </BoardActsProvider>
  );
}

const notRead = (something: boolean) =>
  something ? "The board could not be refreshed." : "The board could not be loaded.";

/** A row may stand on two pages for a moment, where one came in between two readings. */
function rowsOf(pages: readonly Board[]): readonly BoardRow[] {
  const rows = new Map<string, BoardRow>();
  for (const row of pages.flatMap((page) => page.items)) if (!rows.has(row.video_id)) rows.set(row.video_id, row);
  return [...rows.values()];
}

const titleOf = (rows: readonly BoardRow[], id: string) =>
  rows.find(({ cells }) => cells.some((cell) => cell.assignment_id === id))?.title;

interface NothingProps {
  readonly filtered: boolean;
  readonly onClear: () => void;
  readonly onAssign: (() => void) | undefined;
}

function Nothing({ filtered, onClear, onAssign }: NothingProps) {
  if (filtered)
    return (
      <EmptyState icon={SearchX} title="Nothing on the board matches.">
        <p>Try fewer filters, or a part of the title.</p>
        <Button onClick={onClear}>Clear the filters</Button>
      </EmptyState>
    );
  return (
    <EmptyState icon={Send} title="Nothing is assigned yet.">
      <p>A video goes out once it is assigned to a channel: now, or at its time.</p>
      {onAssign && (
        <Button look="primary" icon={Plus} onClick={onAssign}>
          Assign a video
        </Button>
      )}
    </EmptyState>
  );
}
