"use client";

import { useInfiniteQuery, useMutation, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { toast } from "sonner";
import type { z } from "zod";
import { api, sentenceOf } from "@/components/ui/api";
import { countOf } from "@/components/ui/words";
import type { SessionPage } from "@/lib/domain/access/contract";

type Page = z.infer<typeof SessionPage>;
type Pages = InfiniteData<Page, string | null>;

const SESSIONS = ["account", "sessions"];
const ADDRESS = "/api/v1/account/sessions";

/** Where the person who is signed in is signed in, page after page. */
export const useSessions = () => useSessionsOfWhom(SESSIONS, "account");

/** Where somebody else is, for whoever looks after the people. */
export const useSessionsOf = (personId: string) =>
  useSessionsOfWhom(["people", personId, "sessions"], `people/${personId}`);

export type SessionsQuery = ReturnType<typeof useSessionsOfWhom>;

function useSessionsOfWhom(queryKey: readonly string[], whom: string) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(pageParam === null ? {} : { cursor: pageParam }).toString();
      return api<Page>(`/api/v1/${whom}/sessions?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** Takes the session off the list at once; where the desk refuses, it comes back with the reason. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api<unknown>(`${ADDRESS}/${id}`, { method: "DELETE" }),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey: SESSIONS });
      const before = client.getQueryData<Pages>(SESSIONS);
      if (before) client.setQueryData(SESSIONS, without(before, id));
      return before;
    },
    onSuccess: () => toast.success("The session is ended", { description: "That browser is signed out." }),
    onError: (error, _id, before) => {
      if (before) client.setQueryData(SESSIONS, before);
      toast.error("The session was not ended", { description: sentenceOf(error) });
    },
    onSettled: () => client.invalidateQueries({ queryKey: SESSIONS }),
  });
}

export function useEndOtherSessions() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api<{ readonly ended: number }>(ADDRESS, { method: "DELETE" }),
    onSuccess: ({ ended }) => toast.success(`${countOf(ended, "session")} ended`, { description: "This one goes on." }),
    onError: (error) => toast.error("The sessions were not ended", { description: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: SESSIONS }),
  });
}

/** For whoever has ended sessions by another way, such as a new password. */
export function useRefreshSessions(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: SESSIONS });
}

const without = (sessions: Pages, id: string): Pages => ({
  ...sessions,
  pages: sessions.pages.map((page) => ({ ...page, items: page.items.filter((one) => one.id !== id) })),
});
