"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { toast } from "sonner";
import type { z } from "zod";
import { api, newIdempotencyKey, sentenceOf, valueOf } from "@/components/ui/api";
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
  const nameOf = useSubmissionName();
  return useMutation({
    mutationFn: async (input: z.input<typeof CreateApiKey>) =>
      valueOf(await create(input, { idempotencyKey: nameOf(input) })),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Of the key as its row shows it: when it has changed meanwhile, somebody looks again first. */
export function useRotateApiKey({ id, revision }: ApiKey) {
  const client = useQueryClient();
  const { rotate } = useKeyActions();
  const nameOf = useSubmissionName();
  return useMutation({
    mutationFn: async (hours: number) => {
      const input = { id, overlap_hours: hours };
      return valueOf(await rotate(input, { revision, idempotencyKey: nameOf({ ...input, revision }) }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRevokeApiKey({ id, revision }: ApiKey) {
  const client = useQueryClient();
  const { revoke } = useKeyActions();
  return useMutation({
    mutationFn: async () => valueOf(await revoke({ id }, { revision })),
    onSuccess: () => toast.success("The key is revoked", { description: "Whatever used it is refused from now on." }),
    onError: (error) => toast.error("The key was not revoked", { description: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRevokeSecret({ id, revision }: ApiKey) {
  const client = useQueryClient();
  const { revokeSecret } = useKeyActions();
  return useMutation({
    mutationFn: async (secretId: string) => valueOf(await revokeSecret({ id, secret_id: secretId }, { revision })),
    onSuccess: () => toast.success("The old secret is ended", { description: "From now on only the new one works." }),
    onError: (error) => toast.error("The old secret was not ended", { description: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Names a submission: the same again for the same fields, so that a second try after a lost answer makes nothing twice. */
function useSubmissionName(): (input: object) => string {
  const last = useRef({ text: "", name: "" });
  return (input) => {
    const text = JSON.stringify(input);
    if (last.current.text !== text) last.current = { text, name: newIdempotencyKey() };
    return last.current.name;
  };
}
