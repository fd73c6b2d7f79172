"use client";

import {
  keepPreviousData,
  useInfiniteQuery,
  useIsMutating,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { toast } from "sonner";
import type { z } from "zod";
import { BOARD, BOARD_ROWS, CHANGING } from "@/components/assignments/use-assignments";
import { api, sentenceOf } from "@/components/ui/api";
import { SECOND } from "@/lib/core/time";
import type { SavedView, SavedViewList } from "@/lib/domain/assignments/contract";
import type { Board } from "@/lib/domain/publishing/contract";
import { rangeOf } from "./days";
import type { BoardFilters } from "./use-board-filters";

/** How often the board is read while it is in sight; every further page gives it a second more. */
const LIVE = 2 * SECOND;
/** Of a page; a screen shows about fifteen rows. */
const PAGE = 100;

const COUNTS = [...BOARD, "counts"];
const VIEWS = ["saved-views", "board"];

/** The rows that match, page after page, read anew by themselves while the window is in sight. */
export function useBoard(filters: BoardFilters) {
  const client = useQueryClient();
  // What was just pressed is shown before the desk has agreed: reading in between would show it undone.
  const changing = useIsMutating({ mutationKey: CHANGING }) > 0;
  return useInfiniteQuery({
    queryKey: [...BOARD_ROWS, filters],
    queryFn: async ({ pageParam, signal }) => {
      const board = await api<Board>(`/api/v1/board?${searchOf(filters, pageParam)}`, { signal });
      client.setQueryData(COUNTS, board.counts);
      return board;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => !changing && LIVE + SECOND * ((state.data?.pages.length ?? 1) - 1),
  });
}

function searchOf({ q, needs, status, cause, channel, when }: BoardFilters, cursor: string | null): string {
  const range = when === null ? null : rangeOf(when, new Date());
  return new URLSearchParams({
    limit: String(PAGE),
    ...(q !== "" && { q }),
    ...(needs !== null && { needs }),
    ...(status !== null && { status }),
    ...(cause !== null && { cause }),
    ...(channel !== null && { channel_id: channel }),
    ...(range !== null && { from: range.from.toISOString(), to: range.to.toISOString() }),
    ...(cursor !== null && { cursor }),
  }).toString();
}

/** How many wait for a person; 0 while that is not known. */
export function useNeedsMe(): number {
  const { data } = useQuery({
    queryKey: COUNTS,
    queryFn: async ({ signal }) => (await api<Board>("/api/v1/board?limit=1", { signal })).counts,
    refetchInterval: 30 * SECOND,
    staleTime: 20 * SECOND,
    // What is wrong with the desk is said by the screens.
    retry: false,
  });
  return data?.me ?? 0;
}

export function useSavedViews() {
  return useQuery({
    queryKey: VIEWS,
    queryFn: ({ signal }) => api<z.output<typeof SavedViewList>>("/api/v1/saved-views", { signal }),
    select: ({ items }): readonly SavedView[] => items,
    staleTime: 60 * SECOND,
    retry: false,
  });
}

export function useSaveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (view: Pick<SavedView, "name" | "query" | "shared">) =>
      api<SavedView>("/api/v1/saved-views", { method: "POST", body: { screen: "board", ...view } }),
    onSuccess: ({ name }) => toast.success(`“${name}” is saved`),
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS }),
  });
}

export function useRemoveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: SavedView) => api<unknown>(`/api/v1/saved-views/${id}`, { method: "DELETE" }),
    onSuccess: (_answer, { name }) => toast.success(`“${name}” is removed`),
    onError: (error) => toast.error("The view was not removed", { description: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS }),
  });
}
