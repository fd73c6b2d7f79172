"use client";

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { api, sentenceOf } from "@/components/ui/api";
import { MINUTE, SECOND } from "@/lib/core/time";
import type { AuditCheck, CheckAnswer, CheckPage, EntryPage } from "@/lib/domain/audit/contract";
import { queryOf, type TrailFilters } from "./use-audit-filters";

const PAGE = "50";
const CHECKS = ["audit", "checks"];
/** While a check still walks, the list of checks is asked this often, and after so long no more. */
const LOOK_AGAIN = 2 * SECOND;
const PATIENCE = 5 * MINUTE;
/** Who acts on a desk does not change by the minute. */
const ACTORS_STAY_FRESH = 5 * MINUTE;

/** The entries that match, page after page. */
export function useEntries(filters: TrailFilters) {
  return useInfiniteQuery({
    queryKey: ["audit", "entries", filters],
    queryFn: ({ pageParam, signal }) =>
      api<EntryPage>(`/api/v1/audit-entries?${queryOf(filters, { cursor: pageParam, limit: PAGE })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** Who has acted lately. Whatever is filtered, the choice stays the same; without it the filter offers less. */
export function useActors(): EntryPage["actors"] {
  const { data } = useQuery({
    queryKey: ["audit-actors"],
    queryFn: ({ signal }) => api<EntryPage>("/api/v1/audit-entries?limit=1", { signal }),
    staleTime: ACTORS_STAY_FRESH,
  });
  return data?.actors ?? [];
}

/**
 * The newest checks, and how to ask for another. One that takes longer than a request is waited for here,
 * for some minutes: `tired` is whether that was in vain. Asking again joins it, if it is still under way.
 */
export function useChecks() {
  const client = useQueryClient();
  const [awaited, setAwaited] = useState<string | null>(null);
  const [tired, setTired] = useState(false);
  const checks = useQuery({
    queryKey: CHECKS,
    queryFn: ({ signal }) => api<CheckPage>("/api/v1/audit-checks?limit=10", { signal }),
    refetchInterval: awaited === null ? false : LOOK_AGAIN,
  });
  const arrived = awaited !== null && checks.data?.items.some(({ id }) => id === awaited) === true;
  if (arrived) setAwaited(null);
  useEffect(() => {
    const giveUp = () => {
      setAwaited(null);
      setTired(true);
    };
    const timer = awaited === null ? undefined : setTimeout(giveUp, PATIENCE);
    return () => clearTimeout(timer);
  }, [awaited]);
  const check = useMutation({
    mutationFn: () => api<CheckAnswer>("/api/v1/audit-checks", { method: "POST" }),
    onMutate: () => setTired(false),
    onSuccess: async (answer) => {
      if (!("state" in answer)) setAwaited(answer.id);
      await client.invalidateQueries({ queryKey: ["audit"] });
    },
    onError: (error) => toast.error("The chain was not checked", { description: sentenceOf(error) }),
  });
  return { checks, check: () => check.mutate(), checking: check.isPending || awaited !== null, tired };
}

/** What is to be said of the trail: the newest check, and the newest that came to its end where that is another. */
export function tellingChecks(checks: readonly AuditCheck[]): readonly AuditCheck[] {
  const [newest] = checks;
  const finished = checks.find(({ state }) => state !== "unfinished");
  return newest === undefined || finished === undefined || finished === newest
    ? checks.slice(0, 1)
    : [newest, finished];
}
