"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { toast } from "sonner";
import type { z } from "zod";
import { api, sentenceOf } from "@/components/ui/api";
import { SECOND } from "@/lib/core/time";
import type {
  Assignment,
  CreateAssignments,
  CreatedAssignments,
  EditAssignment,
  RetriedByCause,
} from "@/lib/domain/assignments/contract";
import type { Board, FailureGroup, Timeline } from "@/lib/domain/publishing/contract";
import { foresee, withCell, type Deed } from "./foresee";

/** Everything read about assignments; what changes one lets all of it be read anew. */
export const BOARD = ["board"];
export const BOARD_ROWS = [...BOARD, "rows"];
/** The name of every change: while one is under way the board is not read, since that would show the old state. */
export const CHANGING = ["assignments", "changing"];

const LIVE = 2 * SECOND;

const addressOf = (id: string) => `/api/v1/assignments/${id}`;

export function useAssignment(id: string) {
  return useQuery({
    queryKey: [...BOARD, "one", id],
    queryFn: ({ signal }) => api<Assignment>(addressOf(id), { signal }),
    refetchInterval: LIVE,
  });
}

export function useTimeline(id: string, { live = false } = {}) {
  return useQuery({
    queryKey: [...BOARD, "timeline", id],
    queryFn: ({ signal }) => api<Timeline>(`${addressOf(id)}/timeline`, { signal }),
    refetchInterval: live ? LIVE : false,
  });
}

interface Act {
  readonly deed: Deed;
  readonly id: string;
  /** As it is on the screen. */
  readonly revision: number;
  /** Where it is, with `present`. */
  readonly remoteUrl?: string;
  /** Why a retry is forced. */
  readonly reason?: string;
}

/** Does one thing to one assignment: on the board at once, and back with the reason where the desk refuses. */
export function useAct() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: CHANGING,
    mutationFn: send,
    onMutate: async ({ deed, id }) => {
      await client.cancelQueries({ queryKey: BOARD });
      const before = client.getQueriesData<InfiniteData<Board>>({ queryKey: BOARD_ROWS });
      client.setQueriesData<InfiniteData<Board>>(
        { queryKey: BOARD_ROWS },
        (data) =>
          data && { ...data, pages: data.pages.map((page) => withCell(page, id, (cell) => foresee(cell, deed))) },
      );
      return before;
    },
    onError: (error, { deed }, before) => {
      for (const [key, data] of before ?? []) client.setQueryData(key, data);
      toast.error(REFUSED[deed], { description: sentenceOf(error) });
    },
    onSettled: () => client.invalidateQueries({ queryKey: BOARD }),
  });
}

export type Acting = ReturnType<typeof useAct>;

const REFUSED: Readonly<Record<Deed, string>> = {
  publish: "It was not published",
  retry: "It was not started again",
  check: "It was not looked for",
  present: "Nothing was changed",
  absent: "It was not sent again",
  cancel: "It was not cancelled",
};

function send({ deed, id, revision, remoteUrl, reason }: Act): Promise<unknown> {
  const address = `/api/v1/assignments/${id}`;
  switch (deed) {
    case "cancel":
      return api(address, { method: "DELETE", revision });
    case "publish":
      return api(`${address}/publish`, { method: "POST", revision });
    case "retry":
      return api(`${address}/retry`, {
        method: "POST",
        body: reason === undefined ? {} : { force: true, reason },
        revision,
      });
    case "check":
    case "present":
    case "absent":
    default:
      return api(`${address}/reconcile`, {
        method: "POST",
        body: { verdict: deed, ...(remoteUrl && { remote_url: remoteUrl }) },
        revision,
      });
  }
}

type Changes = Omit<z.input<typeof EditAssignment>, "id">;

/** Moves or edits one, as it is on the screen. */
export function useEditAssignment({ id, revision }: Pick<Assignment, "id" | "revision">) {
  const client = useQueryClient();
  return useMutation({
    mutationKey: CHANGING,
    mutationFn: (changes: Changes) => api<Assignment>(addressOf(id), { method: "PATCH", body: changes, revision }),
    onSettled: () => client.invalidateQueries({ queryKey: BOARD }),
  });
}

/** Every failure of one cause on one channel, started again together. */
export function useRetryGroup() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: CHANGING,
    mutationFn: ({ channel_id, cause }: Pick<FailureGroup, "channel_id" | "cause">) =>
      api<z.output<typeof RetriedByCause>>("/api/v1/assignments/retry-by-cause", {
        method: "POST",
        body: { channel_id, cause },
      }),
    onSuccess: ({ retried, refused }) =>
      toast.success(`${retried} ${retried === 1 ? "starts" : "start"} again`, {
        ...(refused > 0 && { description: `${refused} did not: each says why.` }),
      }),
    onError: (error) => toast.error("Nothing was started again", { description: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: BOARD }),
  });
}

export type Assigning = z.input<typeof CreateAssignments>;

const create = (input: Assigning, signal?: AbortSignal) =>
  api<CreatedAssignments>("/api/v1/assignments", { method: "POST", body: input, ...(signal && { signal }) });

/** What would come of it, channel by channel; nothing is changed. */
export function useDryRun(input: Assigning | null) {
  return useQuery({
    queryKey: ["assignments", "dry-run", input],
    queryFn: ({ signal }) => create({ ...input, dry_run: true } as Assigning, signal),
    enabled: input !== null,
    placeholderData: keepPreviousData,
  });
}

export function useAssign() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: CHANGING,
    mutationFn: (input: Assigning) => create(input),
    onSettled: () => client.invalidateQueries({ queryKey: BOARD }),
  });
}
