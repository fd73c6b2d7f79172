"use client";

import { cn } from "@/components/ui/cn";
import { STATES } from "@/components/ui/states";
import { bytesInWords } from "@/components/ui/words";
import type { Delivery } from "@/lib/domain/deliveries/contract";
import { useDelivery } from "./use-deliveries";

/** How far a delivery on its way is: a bar in its state's hue, and the same in words. */
export function TransferBar({ deliveryId, className }: { readonly deliveryId: string; readonly className?: string }) {
  const { data } = useDelivery(deliveryId);
  const share = data ? shareOf(data) : null;
  const moving = data !== undefined && data.status !== "queued";
  return (
    <span className={cn("block", className)}>
      <span aria-hidden className={cn("block h-1 overflow-hidden rounded-full", STATES[data?.status ?? "queued"].hue)}>
        {share !== null && (
          <span
            className="block h-full rounded-full bg-current transition-[width] duration-500"
            style={{ width: `${share * 100}%` }}
          />
        )}
        {share === null && moving && <span className="block h-full w-2/7 animate-sweep rounded-full bg-current" />}
      </span>
      <progress aria-label="Transfer" className="sr-only" {...(share === null ? {} : { value: share })} />
      <span className="mt-1 block truncate text-xs text-ink-2 tabular-nums">
        {data ? transferInWords(data) : "Looking how far it is…"}
      </span>
    </span>
  );
}

/** 0 to 1; null while the length is not known or the bytes are not what is waited for. */
function shareOf({ status, bytes_fetched: fetched, bytes_expected: expected }: Delivery): number | null {
  if (status !== "fetching" || expected === null || expected === 0) return null;
  return Math.min(1, fetched / expected);
}

/** `62 % · 114 MB of 184 MB`. */
function transferInWords(delivery: Delivery): string {
  const { status, bytes_fetched: fetched, bytes_expected: expected } = delivery;
  if (status === "queued") return "Waiting for its turn";
  if (status === "verifying") return "Checking the checksum and the film";
  const share = shareOf(delivery);
  if (share === null || expected === null)
    return fetched === 0 ? "Asking the source" : `${bytesInWords(fetched)} so far`;
  return `${Math.floor(share * 100)} % · ${bytesInWords(fetched)} of ${bytesInWords(expected)}`;
}
