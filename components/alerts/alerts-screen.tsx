"use client";

import { BellRing, CircleCheck, SearchX } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { PageHeader, PageTitle } from "@/components/shell/page-header";
import { useMay } from "@/components/shell/person";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterPill } from "@/components/ui/filter-pill";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { countOf } from "@/components/ui/words";
import type { AlertPage } from "@/lib/domain/alerts/contract";
import { AlertRow } from "./alert-row";
import { KIND_OPTIONS } from "./kind-words";
import { useAlertFilters } from "./use-alert-filters";
import { useAlerts, useSeeAlerts } from "./use-alerts";

/** What somebody should look at, newest first. Whoever opens it has seen what there is. */
export function AlertsScreen() {
  const { filters, change } = useAlertFilters();
  const alerts = useAlerts(filters.kind);
  const pages = alerts.data?.pages;
  const items = pages?.flatMap((page) => page.items) ?? [];
  const newSince = useSeeing(pages?.[0], filters.kind === null && !alerts.isPlaceholderData);
  const mayManage = useMay("alerts:manage");

  return (
    <>
      <PageHeader>
        <PageTitle>Alerts</PageTitle>
        <span className="flex-1" />
        {mayManage && (
          <Button asChild>
            <Link href="/desk/settings/alerts">
              <BellRing aria-hidden size={15} strokeWidth={1.8} />
              Where they go
            </Link>
          </Button>
        )}
      </PageHeader>
      <div className="flex min-h-11.75 flex-wrap items-center gap-1.5 border-b px-4 py-2.5 wide:px-5">
        <FilterPill label="Kind" value={filters.kind} options={KIND_OPTIONS} onChange={(kind) => change({ kind })} />
        <span className="flex-1" />
        <output className="text-ink-2">{pages ? shown(pages) : <Skeleton className="h-3.5 w-20" />}</output>
      </div>
      {alerts.isError && (
        <ProblemState
          title={items.length > 0 ? "This list could not be refreshed." : "The alerts could not be loaded."}
          reason={sentenceOf(alerts.error)}
          onRetry={() => void alerts.refetch()}
          className="mx-4 mt-3 wide:mx-5"
        />
      )}
      {alerts.isPending && <RowSkeletons />}
      {items.length > 0 && (
        <ul
          aria-label="Alerts"
          aria-busy={alerts.isPlaceholderData}
          className={cn("transition-opacity duration-150", alerts.isPlaceholderData && "opacity-60")}
        >
          {items.map((alert) => (
            <AlertRow key={alert.id} alert={alert} fresh={newSince !== null && alert.at > newSince} />
          ))}
        </ul>
      )}
      {pages && !alerts.isPlaceholderData && items.length === 0 && (
        <Nothing filtered={filters.kind !== null} onClear={() => change({ kind: null })} />
      )}
      {alerts.hasNextPage && (
        <div className="flex justify-center px-4 py-4 pb-8">
          <Button busy={alerts.isFetchingNextPage} onClick={() => void alerts.fetchNextPage()}>
            Show earlier
          </Button>
        </div>
      )}
    </>
  );
}

/**
 * Notes what is shown as seen, and returns since when things were new as the screen was opened: what is
 * seen in this moment keeps its mark until the next visit.
 */
function useSeeing(newest: AlertPage | undefined, everything: boolean): string | null {
  const { mutate: see } = useSeeAlerts();
  const [since, setSince] = useState<string | null>(null);
  if (since === null && newest?.seen_until) setSince(newest.seen_until);
  const until = everything && newest && (newest.unseen ?? 0) > 0 ? (newest.items[0]?.at ?? null) : null;
  useEffect(() => {
    if (until !== null) see(until);
  }, [until, see]);
  return since;
}

function shown(pages: readonly AlertPage[]): string {
  const count = pages.reduce((sum, page) => sum + page.items.length, 0);
  return `${countOf(count, "alert")}${pages.at(-1)?.next_cursor ? ", and more below" : ""}`;
}

function Nothing({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) {
  if (!filtered)
    return (
      <EmptyState icon={CircleCheck} title="Nothing has gone wrong.">
        <p>What QC holds back, deliveries that fail and copies that are lost will stand here.</p>
      </EmptyState>
    );
  return (
    <EmptyState icon={SearchX} title="No alert of this kind.">
      <Button onClick={onClear}>Show all kinds</Button>
    </EmptyState>
  );
}

function RowSkeletons() {
  return (
    <div aria-hidden>
      {Array.from({ length: 6 }, (_, at) => (
        <div key={at} className="flex gap-3 border-b px-4 py-3 wide:px-5">
          <Skeleton className="size-7 shrink-0 rounded-full" />
          <div className="flex-1">
            <Skeleton className="h-4 w-64 max-w-full" />
            <Skeleton className="mt-2 h-3.5 w-full max-w-xl" />
            <Skeleton className="mt-2 h-3 w-40" />
          </div>
        </div>
      ))}
    </div>
  );
}
