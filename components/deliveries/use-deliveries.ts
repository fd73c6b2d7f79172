"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { toast } from "sonner";
import { api, sentenceOf } from "@/components/ui/api";
import type { Delivered, Delivery, HistoryPage, PublishFinalAsset } from "@/lib/domain/deliveries/contract";
import { inFlight } from "@/lib/domain/deliveries/lifecycle";

type Asset = z.input<typeof PublishFinalAsset>;
/** What somebody filled in, who may have left out what QC found: the desk tells that beside the rest. */
type FilledIn = Omit<Asset, "qc_report"> & { readonly qc_report: Partial<Asset["qc_report"]> };

const LIVE_INTERVAL = 2_000;

/** A delivery; asked for again every two seconds while it is on its way. */
export function useDelivery(id: string) {
  return useQuery({
    queryKey: ["deliveries", "one", id],
    queryFn: ({ signal }) => api<Delivery>(`/api/v1/deliveries/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && inFlight(state.data.status) ? LIVE_INTERVAL : false),
  });
}

/** What was done to a delivery and its video, newest first. `stage` is part of the key: a move is a new line. */
export function useHistory(deliveryId: string, stage: string) {
  return useInfiniteQuery({
    queryKey: ["deliveries", "history", deliveryId, stage],
    queryFn: ({ pageParam, signal }) =>
      api<z.infer<typeof HistoryPage>>(
        `/api/v1/deliveries/${deliveryId}/history?limit=20${pageParam === null ? "" : `&cursor=${encodeURIComponent(pageParam)}`}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
  });
}

export function useRetryDelivery(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => api<Delivery>(`/api/v1/deliveries/${id}/retry`, { method: "POST" }),
    onSuccess: ({ title, run }) => toast.success(`“${title}” starts again`, { description: `This is try ${run}.` }),
    onError: (error) => toast.error("It was not started again", { description: sentenceOf(error) }),
    onSettled: refresh,
  });
}

/**
 * Delivers. What comes over the network is not waited for: the video's page shows how far it is. What is on
 * the desk already (`here`) is checked at once, so that what is wrong with it is said in the form.
 */
export function usePublish({ here = false } = {}) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (asset: FilledIn): Promise<Delivery> => {
      const answer = await api<Delivered>("/api/v1/deliveries", {
        method: "POST",
        body: asset,
        headers: here ? {} : { prefer: "respond-async" },
      });
      return "video_id" in answer
        ? answer
        : await api<Delivery>(`/api/v1/deliveries/${answer.distribution_record.audit_log_id}`);
    },
    onSuccess: refresh,
  });
}

function useRefresh() {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ["deliveries"] }),
      client.invalidateQueries({ queryKey: ["videos"] }),
    ]);
  };
}
