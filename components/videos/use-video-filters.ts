"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useSyncExternalStore } from "react";
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
  const pathname = usePathname();
  const search = useAddressSearch(pathname);
  const filters = useMemo<VideoFilters>(() => {
    const params = new URLSearchParams(search);
    return {
      q: params.get("q") ?? "",
      status: STATUSES.find((status) => status === params.get("status")) ?? null,
      project: params.get("project"),
      delivered: WINDOWS.find((window) => window === params.get("delivered")) ?? null,
      view: params.get("view") === "list" ? "list" : "grid",
    };
  }, [search]);
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
      window.dispatchEvent(new Event(ADDRESS_CHANGED));
    },
    [pathname],
  );
  return { filters, change, clear: () => change({ q: "", status: null, project: null, delivered: null }) };
}

/**
 * The query of the address bar. Next's own word for it comes after a request to the server when a
 * person goes back, and of two steps back in a hurry it may tell the first alone: the address itself
 * is right at once. While the address is another page's already, Next's word stands.
 */
function useAddressSearch(pathname: string): string {
  const told = useSearchParams().toString();
  return useSyncExternalStore(
    onAddressChange,
    () => (window.location.pathname === pathname ? window.location.search.slice(1) : told),
    () => told,
  );
}

/** Our own event: the browser tells of steps back and forth, not of what a page writes itself. */
const ADDRESS_CHANGED = "marquee:address-changed";

function onAddressChange(notice: () => void): () => void {
  for (const event of ["popstate", ADDRESS_CHANGED]) window.addEventListener(event, notice);
  return () => {
    for (const event of ["popstate", ADDRESS_CHANGED]) window.removeEventListener(event, notice);
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
