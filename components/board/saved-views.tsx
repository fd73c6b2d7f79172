"use client";

import { Bookmark } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useMay } from "@/components/shell/person";
import { cn } from "@/components/ui/cn";
import { useSavedViews } from "./use-board";
import { viewAddress } from "./view-address";

/** The board's saved views, below the desk's places. */
export function SavedViews() {
  if (!useMay("assignments:read")) return null;
  return <ViewLinks />;
}

function ViewLinks() {
  const views = useSavedViews().data ?? [];
  const pathname = usePathname();
  const here = `${pathname}?${useSearchParams().toString()}`;
  if (views.length === 0) return null;
  return (
    <section aria-labelledby="saved-views" className="mt-3 min-h-0 overflow-y-auto">
      <h2 id="saved-views" className="px-2 pb-1 text-2xs text-ink-3">
        Saved views
      </h2>
      {views.map((view) => {
        const isHere = here === viewAddress(view);
        return (
          <Link
            key={view.id}
            href={viewAddress(view)}
            aria-current={isHere ? "true" : undefined}
            className={cn(
              "flex items-center gap-2.25 rounded-s px-2 py-1.5 text-ink-2 transition-colors duration-120 hover:bg-ink/5 hover:text-ink",
              isHere && "font-[550] text-ink",
            )}
          >
            <Bookmark aria-hidden size={16} strokeWidth={1.8} />
            <span className="truncate">{view.name}</span>
          </Link>
        );
      })}
    </section>
  );
}
