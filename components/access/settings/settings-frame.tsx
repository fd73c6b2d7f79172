"use client";

import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { PageHeader, PageTitle } from "@/components/shell/page-header";
import { isHere, SETTINGS, useSettingsPlaces } from "@/components/shell/places";
import { cn } from "@/components/ui/cn";

/** The frame of the settings: their name, their pages, and the one that is open. */
export function SettingsFrame({ children }: { readonly children: ReactNode }) {
  const pathname = usePathname();
  const places = useSettingsPlaces();
  return (
    <>
      <PageHeader>
        <PageTitle>{SETTINGS.word}</PageTitle>
      </PageHeader>
      <nav
        aria-label={SETTINGS.word}
        className="relative flex min-h-11 items-stretch gap-1 overflow-x-auto border-b px-2.5 wide:px-3.5"
      >
        {places.map((place) => {
          const here = isHere(place, pathname);
          const away = !place.href.startsWith(`${SETTINGS.href}/`);
          return (
            <Link
              key={place.href}
              href={place.href}
              ref={here ? intoView : undefined}
              aria-current={here ? "page" : undefined}
              className={cn(
                "relative flex shrink-0 items-center gap-1 px-1.75 whitespace-nowrap text-ink-2 -outline-offset-4 transition-colors duration-120 hover:text-ink",
                here &&
                  "font-[550] text-ink after:absolute after:inset-x-1.75 after:bottom-0 after:h-0.5 after:rounded-full after:bg-ink",
              )}
            >
              {place.word}
              {away && <ArrowUpRight aria-hidden size={13} strokeWidth={1.8} className="text-ink-3" />}
            </Link>
          );
        })}
      </nav>
      {children}
    </>
  );
}

/**
 * In a narrow window the row of pages is wider than what is seen of it. Scrolled by hand, because
 * `scrollIntoView` would also make the first Tab of the page begin here.
 */
function intoView(link: HTMLElement | null): void {
  const row = link?.parentElement;
  if (!link || !row) return;
  row.scrollLeft = Math.max(0, link.offsetLeft + link.offsetWidth + 12 - row.clientWidth);
}
