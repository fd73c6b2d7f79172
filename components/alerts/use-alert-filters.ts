"use client";

import { useAddressFilters } from "@/components/ui/use-address-filters";
import { ALERT_KINDS, type AlertKind } from "@/lib/domain/alerts/contract";

/** What the alerts screen shows; it lives in the address. */
export interface AlertFilters {
  readonly kind: AlertKind | null;
}

export const useAlertFilters = () => useAddressFilters(read);

const read = (params: URLSearchParams): AlertFilters => ({
  kind: ALERT_KINDS.find((kind) => kind === params.get("kind")) ?? null,
});
