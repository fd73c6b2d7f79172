"use client";

import { Download } from "lucide-react";
import { useRef, useSyncExternalStore } from "react";
import { NotYours } from "@/components/access/settings/not-yours";
import { PageHeader, PageTitle } from "@/components/shell/page-header";
import { useMay } from "@/components/shell/person";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ProblemState } from "@/components/ui/problem-state";
import { SearchField } from "@/components/ui/search-field";
import { useRowKeys } from "@/components/ui/use-row-keys";
import { AuditFilterBar } from "./audit-filter-bar";
import { AuditTable, AuditTableSkeleton } from "./audit-table";
import { ChainBar } from "./chain-bar";
import { EarlierEntries, Nothing } from "./trail-end";
import { useActors, useEntries } from "./use-audit";
import { isFiltered, queryOf, useAuditFilters, type TrailFilters } from "./use-audit-filters";

/** Who did what, when, through which door, and how it ended: for those who keep an eye on the desk. */
export function AuditScreen() {
  const mayRead = useMay("audit:read");
  if (mayRead) return <Trail />;
  return (
    <>
      <PageHeader>
        <PageTitle>Audit trail</PageTitle>
      </PageHeader>
      <NotYours title="The audit trail is read by the admins of this desk.">
        Ask an admin when you need to know who did what.
      </NotYours>
    </>
  );
}

function Trail() {
  const { filters, change, look, clear } = useAuditFilters();
  const trail = useEntries(filters);
  const actors = useActors();
  const rows = useRef<HTMLDivElement>(null);
  useRowKeys(rows);
  const pages = trail.data?.pages;
  const entries = pages?.flatMap((page) => page.items) ?? [];

  return (
    <>
      <PageHeader>
        <PageTitle>Audit trail</PageTitle>
        <div className="order-last w-full wide:order-none wide:w-auto">
          <SearchField
            label="Search the audit trail"
            placeholder="Search people, subjects, codes"
            value={filters.q}
            onSearch={look}
            className="w-full wide:w-72"
          />
        </div>
        <span className="flex-1" />
        <ExportLink format="csv" filters={filters} />
        <ExportLink format="jsonl" filters={filters} />
      </PageHeader>
      <ChainBar />
      <AuditFilterBar filters={filters} pages={pages} actors={actors} onChange={change} onClear={clear} />
      {trail.isError && (
        <ProblemState
          title={entries.length > 0 ? "This list could not be refreshed." : "The audit trail could not be loaded."}
          reason={sentenceOf(trail.error)}
          onRetry={() => void trail.refetch()}
          className="mx-4 mt-3 wide:mx-5"
        />
      )}
      <div
        ref={rows}
        aria-busy={trail.isPlaceholderData}
        className={cn("transition-opacity duration-150", trail.isPlaceholderData && "opacity-60")}
      >
        {trail.isPending && <AuditTableSkeleton />}
        {entries.length > 0 && <AuditTable entries={entries} onFilter={change} />}
      </div>
      {pages && !trail.isPlaceholderData && entries.length === 0 && !trail.hasNextPage && (
        <Nothing filtered={isFiltered(filters)} onClear={clear} />
      )}
      {trail.hasNextPage && (
        <EarlierEntries
          found={entries.length}
          lookedBackTo={pages?.at(-1)?.looked_back_to ?? null}
          busy={trail.isFetchingNextPage}
          onShow={() => void trail.fetchNextPage()}
        />
      )}
    </>
  );
}

const never = () => () => undefined;

/** A plain link: the browser streams the file to disk, and the desk never holds it whole. */
function ExportLink({ format, filters }: { readonly format: "csv" | "jsonl"; readonly filters: TrailFilters }) {
  // The server does not know in which zone a day begins here: the address is written by the browser alone.
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const address = `/api/v1/audit-entries/export?${queryOf(filters, { format })}`;
  return (
    <Button asChild>
      <a href={inBrowser ? address : undefined} download>
        <Download aria-hidden size={15} strokeWidth={1.8} />
        <span className="sr-only">Export as </span>
        {format.toUpperCase()}
      </a>
    </Button>
  );
}
