"use client";

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { z } from "zod";
import { api, ApiProblem, sentenceOf } from "@/components/ui/api";
import { SECOND } from "@/lib/core/time";
import type {
  CleanUpReport,
  CleanUpStaging,
  StagingCopy,
  StagingCopyPage,
  StagingState,
} from "@/lib/domain/retention/contract";

const STAGING = ["staging"];
/** What is needed or due changes by itself within a minute or so. */
const LOOK_AGAIN = 10 * SECOND;

const addressOf = (deliveryId: string) => `/api/v1/deliveries/${deliveryId}/staging-copy`;

/** A delivery's staging copy; null where none was kept. */
export function useStagingCopy(deliveryId: string) {
  return useQuery({
    queryKey: [...STAGING, "one", deliveryId],
    queryFn: ({ signal }) => api<StagingCopy>(addressOf(deliveryId), { signal }).catch(noneAsNull),
    refetchInterval: ({ state: { data } }) => (data && CHANGES_BY_ITSELF.has(data.state) ? LOOK_AGAIN : false),
  });
}

const CHANGES_BY_ITSELF: ReadonlySet<StagingState> = new Set(["due", "needed"]);

function noneAsNull(error: unknown): null {
  if (error instanceof ApiProblem && error.code === "staging_copy_not_found") return null;
  throw error;
}

export interface StagingFilters {
  readonly state: StagingState | null;
  readonly project: string | null;
}

/** The staging copies that match, what goes next first, page after page. */
export function useStagingCopies({ state, project }: StagingFilters) {
  return useInfiniteQuery({
    queryKey: [...STAGING, "list", state, project],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: "50", ...(state && { state }), ...(project && { project }) };
      const search = new URLSearchParams({ ...query, ...(pageParam && { cursor: pageParam }) }).toString();
      return api<StagingCopyPage>(`/api/v1/staging-copies?${search}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** Keeps a copy beyond its time, with a reason. */
export function useHold() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ copy, reason }: { readonly copy: StagingCopy; readonly reason: string }) =>
      api<StagingCopy>(`${addressOf(copy.audit_log_id)}/hold`, {
        method: "PUT",
        body: { reason },
        revision: copy.revision,
      }),
    onSuccess: () => toast.success("The staging copy is held", { description: "It stays until somebody releases it." }),
    onSettled: refresh,
  });
}

export function useRelease() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (copy: StagingCopy) =>
      api<StagingCopy>(`${addressOf(copy.audit_log_id)}/hold`, { method: "DELETE", revision: copy.revision }),
    onSuccess: () => toast.success("The staging copy is released", { description: "It goes when its time is over." }),
    onError: (error) => tell("It was not released", error),
    onSettled: refresh,
  });
}

export function useDrop() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (copy: StagingCopy) =>
      api<StagingCopy>(addressOf(copy.audit_log_id), { method: "DELETE", revision: copy.revision }),
    onSuccess: () => toast.success("The staging copy is deleted"),
    onError: (error) => tell("It was not deleted", error),
    onSettled: refresh,
  });
}

/** Many at once; a dry run only tells. */
export function useCleanUp() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (wish: z.input<typeof CleanUpStaging>) =>
      api<CleanUpReport>("/api/v1/staging-copies/clean-up", { method: "POST", body: wish }),
    onSuccess: (report) => (report.dry_run ? undefined : refresh()),
  });
}

/** Why a change of a staging copy did not happen, in a sentence. */
export function whyOf(error: unknown): string {
  const stale = error instanceof ApiProblem && error.status === 412;
  return stale ? "Somebody else changed it meanwhile. It is fresh now: look again." : sentenceOf(error);
}

const tell = (title: string, error: unknown) => toast.error(title, { description: whyOf(error) });

function useRefresh() {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: STAGING }),
      client.invalidateQueries({ queryKey: ["deliveries", "history"] }),
    ]);
  };
}
