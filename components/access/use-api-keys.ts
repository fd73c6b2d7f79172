"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { toast } from "sonner";
import { api, sentenceOf, valueOf } from "@/components/ui/api";
import type { ApiKeyPage, CreateApiKey } from "@/lib/domain/access/contract";
import { useKeyActions } from "./key-actions";

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
  const { create } = useKeyActions();
  return useMutation({
    mutationFn: async (input: z.input<typeof CreateApiKey>) => valueOf(await create(input)),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  const { revoke } = useKeyActions();
  return useMutation({
    mutationFn: async (id: string) => valueOf(await revoke({ id })),
    onSuccess: () => toast.success("The key is revoked", { description: "Whatever used it is refused from now on." }),
    onError: (error) => toast.error("The key was not revoked", { description: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
