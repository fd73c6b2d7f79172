"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { api, valueOf } from "@/components/ui/api";
import type { Mark } from "@/components/ui/speed";
import { useSubmissionName } from "@/components/ui/use-submission-name";
import type { Reply } from "@/lib/core/reply";
import type { MovePage, StartMove, StorageMove, StoreList } from "@/lib/domain/copies/contract";

const STORES = ["stores"];
const MOVES = ["storage-moves"];

/** How soon a running move is looked at again; the rest changes slowly. */
const RUNNING_MS = 2000;
const CALM_MS = 20_000;
/** The pace is that of so many seconds. */
const PACE_OVER_MS = 30_000;

export type Start = (
  input: z.input<typeof StartMove>,
  options: { readonly idempotencyKey: string },
) => Promise<Reply<StorageMove>>;

export function useStores() {
  return useQuery({
    queryKey: STORES,
    queryFn: ({ signal }) => api<StoreList>("/api/v1/stores", { signal }),
    refetchInterval: CALM_MS,
  });
}

/** The newest moves, and how far the running one was at each look of the last half minute. */
interface Watched extends MovePage {
  readonly running: StorageMove | undefined;
  readonly samples: readonly Mark[];
}

/** The newest moves; while one runs they are looked at every other second. */
export function useMoves() {
  return useQuery({
    queryKey: MOVES,
    queryFn: async ({ signal, client }): Promise<Watched> => {
      const page = await api<MovePage>("/api/v1/storage-moves?limit=20", { signal });
      return watched(page, client.getQueryData<Watched>(MOVES));
    },
    refetchInterval: ({ state: { data } }) => (data?.running ? RUNNING_MS : CALM_MS),
  });
}

function watched(page: MovePage, before: Watched | undefined): Watched {
  const running = page.items.find(({ status }) => status === "running");
  if (!running) return { ...page, running, samples: [] };
  const now = Date.now();
  const known = before?.running?.id === running.id ? before.samples : [];
  const lately = known.filter(({ at }) => now - at < PACE_OVER_MS);
  return { ...page, running, samples: [...lately, { at: now, bytes: running.done_bytes }] };
}

/** `start` is the page's server action. */
export function useStartMove(start: Start) {
  const { nameOf, forget } = useSubmissionName();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (input: z.input<typeof StartMove>) => valueOf(start(input, { idempotencyKey: nameOf(input) })),
    onSuccess: () => {
      forget();
      return refresh();
    },
  });
}

/** Stops a move or goes on with it, as it is on the screen. */
export function useTurnMove(verb: "stop" | "resume") {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, revision }: StorageMove) =>
      api<StorageMove>(`/api/v1/storage-moves/${id}/${verb}`, { method: "POST", revision }),
    onSettled: refresh,
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all([client.invalidateQueries({ queryKey: MOVES }), client.invalidateQueries({ queryKey: STORES })]);
}
