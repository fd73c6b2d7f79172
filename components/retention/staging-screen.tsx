"use client";

import { ArchiveRestore, Eraser } from "lucide-react";
import { useRef, useState } from "react";
import { useMay } from "@/components/shell/person";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterPill } from "@/components/ui/filter-pill";
import { ProblemState } from "@/components/ui/problem-state";
import { useAddressFilters } from "@/components/ui/use-address-filters";
import { useRowKeys } from "@/components/ui/use-row-keys";
import { bytesInWords, countOf } from "@/components/ui/words";
import { StagingState, type StagingCopyPage } from "@/lib/domain/retention/contract";
import { CleanUpDialog } from "./clean-up-dialog";
import { StagingTable, StagingTableSkeleton } from "./staging-table";
import { useStagingCopies, type StagingFilters } from "./use-staging";

const STATES = [
  { value: "waiting", word: "waiting" },
  { value: "due", word: "due" },
  { value: "held", word: "held" },
  { value: "needed", word: "still needed" },
  { value: "dropped", word: "deleted" },
] as const satisfies readonly { value: StagingState; word: string }[];

const readFilters = (params: URLSearchParams): StagingFilters => ({
  state: StagingState.safeParse(params.get("state")).data ?? null,
  project: params.get("project"),
});

/** Every file that was kept after publishing: what goes when, what stays and why. */
export function StagingScreen() {
  const { filters, change } = useAddressFilters(readFilters);
  const copies = useStagingCopies(filters);
  const mayWrite = useMay("deliveries:write");
  const [cleaning, setCleaning] = useState(false);
  const rows = useRef<HTMLElement>(null);
  useRowKeys(rows);
  const first = copies.data?.pages[0];
  const items = copies.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = filters.state !== null || filters.project !== null;

  return (
    <section ref={rows} aria-labelledby="staging" className="p-4 wide:p-5">
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2.5">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id="staging" className="font-semibold">
            Staging copies
          </h2>
          <p className="text-ink-2">
            The files that videos were verified in, kept for a while after publishing. <Total page={first} />
          </p>
        </div>
        {mayWrite && (
          <Button icon={Eraser} onClick={() => setCleaning(true)}>
            Clean up
          </Button>
        )}
      </div>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <FilterPill label="State" value={filters.state} options={STATES} onChange={(state) => change({ state })} />
        <FilterPill
          label="Project"
          value={filters.project}
          options={(first?.projects ?? []).map((project) => ({ value: project, word: project }))}
          onChange={(project) => change({ project })}
        />
      </div>
      {copies.isError && (
        <ProblemState
          title={items.length > 0 ? "The list could not be refreshed." : "The staging copies could not be loaded."}
          reason={sentenceOf(copies.error)}
          onRetry={() => void copies.refetch()}
          className="mb-3"
        />
      )}
      <div
        aria-busy={copies.isPlaceholderData}
        className={cn("transition-opacity duration-150", copies.isPlaceholderData && "opacity-60")}
      >
        {copies.isPending && <StagingTableSkeleton />}
        {items.length > 0 && <StagingTable copies={items} />}
      </div>
      {first && items.length === 0 && (
        <EmptyState
          icon={ArchiveRestore}
          title={filtered ? "No staging copy is like this." : "No staging copy is kept at the moment."}
        >
          {filtered ? (
            <Button onClick={() => change({ state: null, project: null })}>Clear the filters</Button>
          ) : (
            <p>The next video that is published leaves one, unless this desk keeps none.</p>
          )}
        </EmptyState>
      )}
      {copies.hasNextPage && (
        <div className="flex justify-center pt-4">
          <Button busy={copies.isFetchingNextPage} onClick={() => void copies.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      {cleaning && (
        <CleanUpDialog projects={first?.projects ?? []} project={filters.project} onClose={() => setCleaning(false)} />
      )}
    </section>
  );
}

function Total({ page }: { readonly page: StagingCopyPage | undefined }) {
  if (!page || page.total === 0) return null;
  return (
    <span className="whitespace-nowrap">
      {countOf(page.total, "file")}, {bytesInWords(page.total_bytes)}.
    </span>
  );
}
