"use client";

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { api, sentenceOf } from "@/components/ui/api";
import type { CheckAnswer, CheckPage, EntryPage } from "@/lib/domain/audit/contract";
import { queryOf, type AuditFilters } from "./use-audit-filters";

const PAGE = "50";
const CHECKS = ["audit", "checks"];
/** While a check still walks, the list of checks is asked this often (milliseconds). */
const LOOK_AGAIN = 2000;

/** The entries that match, page after page. */
export function useEntries(filters: AuditFilters) {
  return useInfiniteQuery({
    queryKey: ["audit", "entries", filters],
    queryFn: ({ pageParam, signal }) =>
      api<EntryPage>(`/api/v1/audit-entries?${queryOf(filters, { cursor: pageParam, limit: PAGE })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** The newest check, and how to ask for another. One that takes longer than a request is waited for here. */
export function useChecks() {
  const client = useQueryClient();
  const [awaited, setAwaited] = useState<string | null>(null);
  const checks = useQuery({
    queryKey: CHECKS,
    queryFn: ({ signal }) => api<CheckPage>("/api/v1/audit-checks?limit=10", { signal }),
    refetchInterval: awaited === null ? false : LOOK_AGAIN,
  });
  const arrived = awaited !== null && checks.data?.items.some(({ id }) => id === awaited) === true;
  if (arrived) setAwaited(null);
  const check = useMutation({
    mutationFn: () => api<CheckAnswer>("/api/v1/audit-checks", { method: "POST" }),
    onSuccess: async (answer) => {
      if (!("intact" in answer)) setAwaited(answer.id);
      await client.invalidateQueries({ queryKey: ["audit"] });
    },
    onError: (error) => toast.error("The chain was not checked", { description: sentenceOf(error) }),
  });
  return { checks, check: () => check.mutate(), checking: check.isPending || awaited !== null };
}
