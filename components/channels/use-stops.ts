"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { api } from "@/components/ui/api";
import { SECOND } from "@/lib/core/time";
import type { Stop } from "@/lib/domain/channels/contract";

const STOPS = ["publishing-stops"];
const LOOK_EVERY = 10 * SECOND;

/** The kill switches that are thrown. */
export function useStops() {
  return useQuery({
    queryKey: STOPS,
    queryFn: ({ signal }) => api<{ readonly items: readonly Stop[] }>("/api/v1/publishing-stops", { signal }),
    select: ({ items }) => items,
    refetchInterval: LOOK_EVERY,
  });
}

export function useThrowStop() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ scope, reason }: { readonly scope: string; readonly reason: string }) =>
      api<Stop>("/api/v1/publishing-stops", { method: "POST", body: { scope, ...(reason !== "" && { reason }) } }),
    onSuccess: () => toast.success("Publishing is stopped"),
    onSettled: refresh,
  });
}

export function useLiftStop() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ scope }: Stop) =>
      api<unknown>(`/api/v1/publishing-stops/${encodeURIComponent(scope)}`, { method: "DELETE" }),
    onSuccess: () => toast.success("Publishing goes on"),
    onSettled: refresh,
  });
}

/** How the channels fare follows the switches. */
function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all([client.invalidateQueries({ queryKey: STOPS }), client.invalidateQueries({ queryKey: ["channels"] })]);
}
