"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { toast } from "sonner";
import { api, sentenceOf } from "@/components/ui/api";
import type { ApiKeyPage, CreateApiKey, NewApiKey } from "@/lib/domain/access/contract";

const KEY = ["api-keys"];

export function useApiKeys() {
  return useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam, signal }) =>
      api<z.infer<typeof ApiKeyPage>>(
        `/api/v1/api-keys${pageParam === null ? "" : `?cursor=${encodeURIComponent(pageParam)}`}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function useCreateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: z.input<typeof CreateApiKey>) =>
      api<NewApiKey>("/api/v1/api-keys", { method: "POST", body: input }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api<unknown>(`/api/v1/api-keys/${id}`, { method: "DELETE" }),
    onSuccess: () => toast.success("The key is revoked", { description: "Whatever used it is refused from now on." }),
    onError: (error) => toast.error("The key was not revoked", { description: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
