"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useSyncExternalStore } from "react";

/**
 * Filters that live in the address, so they can be shared and gone back to. `read` stands outside the
 * component and makes sense of whatever somebody typed there; `change` writes some of them, and takes
 * out what is empty or `usual`, which goes without saying.
 */
export function useAddressFilters<Filters extends object>(
  read: (params: URLSearchParams) => Filters,
  usual?: string,
): { filters: Filters; change: (patch: Partial<Filters>) => void } {
  const pathname = usePathname();
  const search = useAddressSearch(pathname);
  const filters = useMemo(() => read(new URLSearchParams(search)), [read, search]);
  const change = useCallback(
    (patch: Partial<Filters>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries<unknown>(patch)) {
        if (typeof value === "string" && value !== "" && value !== usual) next.set(name, value);
        else next.delete(name);
      }
      const address = next.size === 0 ? pathname : `${pathname}?${next}`;
      // Typing leaves one step behind, choosing a filter leaves its own.
      if ("q" in patch) window.history.replaceState(null, "", address);
      else window.history.pushState(null, "", address);
      window.dispatchEvent(new Event(ADDRESS_CHANGED));
    },
    [pathname, usual],
  );
  return { filters, change };
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
