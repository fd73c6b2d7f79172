"use client";

import { useAddressFilters } from "@/components/ui/use-address-filters";
import { startOfDay } from "@/components/ui/words";
import type { DeliveryStatus } from "@/lib/domain/videos/contract";

const STATUSES = [
  "queued",
  "fetching",
  "verifying",
  "published",
  "failed",
] as const satisfies readonly DeliveryStatus[];
const WINDOWS = ["today", "7d", "30d"] as const;
type DeliveredWindow = (typeof WINDOWS)[number];
type VideosView = "grid" | "list";

/** What the Videos screen shows. It lives in the address, so it can be shared and gone back to. */
export interface VideoFilters {
  readonly q: string;
  readonly status: DeliveryStatus | null;
  readonly project: string | null;
  readonly delivered: DeliveredWindow | null;
  readonly view: VideosView;
}

export const STATUS_OPTIONS = STATUSES.map((value) => ({ value, word: value }));
export const WINDOW_OPTIONS: readonly { readonly value: DeliveredWindow; readonly word: string }[] = [
  { value: "today", word: "today" },
  { value: "7d", word: "in the last 7 days" },
  { value: "30d", word: "in the last 30 days" },
];

export function useVideoFilters() {
  const { filters, change } = useAddressFilters(read, "grid");
  return { filters, change, clear: () => change({ q: "", status: null, project: null, delivered: null }) };
}

function read(params: URLSearchParams): VideoFilters {
  return {
    q: params.get("q") ?? "",
    status: STATUSES.find((status) => status === params.get("status")) ?? null,
    project: params.get("project"),
    delivered: WINDOWS.find((window) => window === params.get("delivered")) ?? null,
    view: params.get("view") === "list" ? "list" : "grid",
  };
}

export function isFiltered({ q, status, project, delivered }: VideoFilters): boolean {
  return q !== "" || status !== null || project !== null || delivered !== null;
}

/** The moment a window begins, on whole days of the viewer's zone, so that it stands still while the page is open. */
export function sinceOf(window: DeliveredWindow | null): string | null {
  if (window === null) return null;
  const from = startOfDay(new Date());
  from.setDate(from.getDate() - (window === "today" ? 0 : window === "7d" ? 6 : 29));
  return from.toISOString();
}
