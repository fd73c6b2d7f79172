"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
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
  const params = useSearchParams();
  const pathname = usePathname();
  const filters = useMemo<VideoFilters>(
    () => ({
      q: params.get("q") ?? "",
      status: STATUSES.find((status) => status === params.get("status")) ?? null,
      project: params.get("project"),
      delivered: WINDOWS.find((window) => window === params.get("delivered")) ?? null,
      view: params.get("view") === "list" ? "list" : "grid",
    }),
    [params],
  );
  const change = useCallback(
    (patch: Partial<VideoFilters>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(patch)) {
        if (!value || value === "grid") next.delete(name);
        else next.set(name, value);
      }
      const address = next.size === 0 ? pathname : `${pathname}?${next}`;
      // Typing leaves one step behind, choosing a filter leaves its own.
      if ("q" in patch) window.history.replaceState(null, "", address);
      else window.history.pushState(null, "", address);
    },
    [pathname],
  );
  return { filters, change, clear: () => change({ q: "", status: null, project: null, delivered: null }) };
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
