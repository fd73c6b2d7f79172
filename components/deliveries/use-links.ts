"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { api, sentenceOf } from "@/components/ui/api";
import { countOf } from "@/components/ui/words";
import type { Link, LinkPage } from "@/lib/domain/deliveries/contract";

const keyOf = (deliveryId: string) => ["deliveries", "links", deliveryId];
const addressOf = (deliveryId: string) => `/api/v1/deliveries/${deliveryId}/links`;

/** The links that were handed out for a delivery, newest first, page after page. */
export function useLinks(deliveryId: string) {
  return useInfiniteQuery({
    queryKey: keyOf(deliveryId),
    queryFn: ({ pageParam, signal }) =>
      api<LinkPage>(
        `${addressOf(deliveryId)}?${new URLSearchParams({ limit: "20", ...(pageParam && { cursor: pageParam }) }).toString()}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function useRenewLink(deliveryId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (hours: number) =>
      api<Link>(addressOf(deliveryId), { method: "POST", body: { url_expiry_hours: hours } }),
    onSuccess: (_link, hours) =>
      toast.success("A fresh link is ready", { description: `It is signed for ${countOf(hours, "hour")}.` }),
    onError: (error) => toast.error("No link was made", { description: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ["deliveries"] }),
  });
}

export function useRevokeLink(deliveryId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (linkId: string) => api<unknown>(`${addressOf(deliveryId)}/${linkId}`, { method: "DELETE" }),
    onSuccess: () => toast.success("The link is revoked", { description: "Whoever has it is refused from now on." }),
    onError: (error) => toast.error("The link was not revoked", { description: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ["deliveries"] }),
  });
}

/** A mail to oneself so many hours before a link ends; null wants none. */
export function useLinkReminder(deliveryId: string, linkId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (hours: number | null) =>
      api<Link>(
        `${addressOf(deliveryId)}/${linkId}/reminder`,
        hours === null ? { method: "DELETE" } : { method: "PUT", body: { hours_before: hours } },
      ),
    onError: (error, hours) =>
      toast.error(hours === null ? "The mail was not called off" : "No mail was arranged", {
        description: sentenceOf(error),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ["deliveries"] }),
  });
}
