"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { toast } from "sonner";
import { api, sentenceOf } from "@/components/ui/api";
import { countOf } from "@/components/ui/words";
import type { Link, LinkPage } from "@/lib/domain/deliveries/contract";

const keyOf = (deliveryId: string) => ["deliveries", "links", deliveryId];

/** The links that were handed out for a delivery, newest first. */
export function useLinks(deliveryId: string) {
  return useQuery({
    queryKey: keyOf(deliveryId),
    queryFn: ({ signal }) =>
      api<z.infer<typeof LinkPage>>(`/api/v1/deliveries/${deliveryId}/links?limit=20`, { signal }),
  });
}

export function useRenewLink(deliveryId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (hours: number) =>
      api<Link>(`/api/v1/deliveries/${deliveryId}/links`, { method: "POST", body: { url_expiry_hours: hours } }),
    onSuccess: (_link, hours) =>
      toast.success("A fresh link is ready", { description: `It is signed for ${countOf(hours, "hour")}.` }),
    onError: (error) => toast.error("No link was made", { description: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ["deliveries"] }),
  });
}

export function useRevokeLink(deliveryId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (linkId: string) =>
      api<unknown>(`/api/v1/deliveries/${deliveryId}/links/${linkId}`, { method: "DELETE" }),
    onSuccess: () => toast.success("The link is revoked", { description: "Whoever has it is refused from now on." }),
    onError: (error) => toast.error("The link was not revoked", { description: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ["deliveries"] }),
  });
}
