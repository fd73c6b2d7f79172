"use client";

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/ui/api";
import { SECOND } from "@/lib/core/time";
import type { AlertKind, AlertPage } from "@/lib/domain/alerts/contract";

const ALERTS = ["alerts"];
const UNSEEN = [...ALERTS, "unseen"];

/** How often the bell asks. It does not while its window is out of sight. */
const LOOK_EVERY = 30 * SECOND;

/** The alerts of a kind, or of all, page after page. */
export function useAlerts(kind: AlertKind | null) {
  return useInfiniteQuery({
    queryKey: [...ALERTS, "list", kind],
    queryFn: ({ pageParam, signal }) =>
      api<AlertPage>(
        `/api/v1/alerts?${new URLSearchParams({ limit: "50", ...(kind && { kind }), ...(pageParam && { cursor: pageParam }) }).toString()}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_EVERY,
  });
}

/** How many alerts the person has not seen; 0 while that is not known. */
export function useUnseen(): number {
  const { data } = useQuery({
    queryKey: UNSEEN,
    queryFn: ({ signal }) => api<AlertPage>("/api/v1/alerts?limit=1", { signal }),
    select: ({ unseen }) => unseen ?? 0,
    refetchInterval: LOOK_EVERY,
    // What is wrong with the desk is said by the screens: a bell that cannot be asked stays still.
    retry: false,
  });
  return data ?? 0;
}

/** Notes that everything up to a moment was looked at; the bell knows it at once. */
export function useSeeAlerts() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (until: string) => api<unknown>("/api/v1/alerts/seen", { method: "POST", body: { until } }),
    onSuccess: () => client.invalidateQueries({ queryKey: UNSEEN }),
  });
}
