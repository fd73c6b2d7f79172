"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { z } from "zod";
import { api, sentenceOf } from "@/components/ui/api";
import { countOf } from "@/components/ui/words";
import type { SessionList } from "@/lib/domain/access/contract";

type Sessions = z.infer<typeof SessionList>;

const SESSIONS = ["account", "sessions"];
const ADDRESS = "/api/v1/account/sessions";

/** Where the person who is signed in is signed in. */
export function useSessions() {
  return useQuery({ queryKey: SESSIONS, queryFn: ({ signal }) => api<Sessions>(ADDRESS, { signal }) });
}

/** Takes the session off the list at once; where the desk refuses, it comes back with the reason. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api<unknown>(`${ADDRESS}/${id}`, { method: "DELETE" }),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey: SESSIONS });
      const before = client.getQueryData<Sessions>(SESSIONS);
      if (before) client.setQueryData(SESSIONS, { ...before, items: before.items.filter((one) => one.id !== id) });
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
