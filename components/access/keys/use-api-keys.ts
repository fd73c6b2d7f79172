"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { z } from "zod";
import { api, sentenceOf, valueOf } from "@/components/ui/api";
import { useSubmissionName } from "@/components/ui/use-submission-name";
import type { ApiKey, ApiKeyPage, CreateApiKey } from "@/lib/domain/access/contract";
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
  const { nameOf, forget } = useSubmissionName();
  return useMutation({
    mutationFn: async (input: z.input<typeof CreateApiKey>) =>
      valueOf(create(input, { idempotencyKey: nameOf(input) })),
    onSuccess: () => {
      forget();
      return client.invalidateQueries({ queryKey: KEY });
    },
  });
}

/** Of the key as its row shows it: when it has changed meanwhile, somebody looks again first. */
export function useRotateApiKey({ id, revision }: ApiKey) {
  const client = useQueryClient();
  const { rotate } = useKeyActions();
  const { nameOf, forget } = useSubmissionName();
  return useMutation({
    mutationFn: async (hours: number) => {
      const input = { id, overlap_hours: hours };
      return valueOf(rotate(input, { revision, idempotencyKey: nameOf({ ...input, revision }) }));
    },
    onSuccess: forget,
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRevokeApiKey({ id, revision }: ApiKey) {
  const client = useQueryClient();
  const { revoke } = useKeyActions();
  return useMutation({
    mutationFn: async () => valueOf(revoke({ id }, { revision })),
    onSuccess: () => toast.success("The key is revoked", { description: "Whatever used it is refused from now on." }),
    onError: (error) => toast.error("The key was not revoked", { description: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRevokeSecret({ id, revision }: ApiKey) {
  const client = useQueryClient();
  const { revokeSecret } = useKeyActions();
  return useMutation({
    mutationFn: async (secretId: string) => valueOf(revokeSecret({ id, secret_id: secretId }, { revision })),
    onSuccess: () => toast.success("The old secret is ended", { description: "From now on only the new one works." }),
    onError: (error) => toast.error("The old secret was not ended", { description: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
