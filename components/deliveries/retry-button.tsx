"use client";

import { RotateCw } from "lucide-react";
import { useMay } from "@/components/shell/person";
import { Button } from "@/components/ui/button";
import { openMoves } from "@/lib/core/lifecycle";
import { DELIVERY_MOVES } from "@/lib/domain/deliveries/lifecycle";
import type { DeliveryStatus } from "@/lib/domain/videos/contract";
import { useRetryDelivery } from "./use-deliveries";

interface RetryButtonProps {
  readonly deliveryId: string;
  readonly status: DeliveryStatus;
  readonly className?: string;
}

/** Starts a failed delivery again; drawn where the lifecycle allows it and the person may. */
export function RetryButton({ deliveryId, status, className }: RetryButtonProps) {
  const retry = useRetryDelivery(deliveryId);
  const may = useMay("deliveries:write");
  if (!may || !openMoves(DELIVERY_MOVES, status).includes("retry")) return null;
  return (
    <Button
      size="s"
      icon={RotateCw}
      busy={retry.isPending}
      onClick={() => retry.mutate()}
      data-retry
      className={className}
    >
      Retry
    </Button>
  );
}
