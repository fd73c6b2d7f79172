"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { UnseenCount } from "@/components/alerts/unseen-count";
import { Mark } from "@/components/ui/mark";
import { Tooltip } from "@/components/ui/tooltip";
import { SavedViews } from "@/components/board/saved-views";
import { NeedsMeCount } from "@/components/board/needs-me-count";
import { cn } from "@/components/ui/cn";
import { PersonMenu } from "./person-menu";
import { ALERTS, BOARD, isHere, SETTINGS, usePlaces } from "./places";

/** The desk's left edge, in windows wide enough for it. */
export function SideNav() {
  const pathname = usePathname();
  const places = usePlaces();
  const inSettings = isHere(SETTINGS, pathname);
  return (
    <nav
      aria-label="Desk"
      className="sticky top-0 hidden h-dvh w-54 flex-col gap-0.5 border-r bg-sunken px-2.5 py-3.5 wide:flex"
    >
      <Link
        href="/desk/videos"
        className="mb-2.5 flex items-center gap-2.25 rounded-s px-2 py-0.75 text-lg font-[650] tracking-[-0.01em]"
      >
        <Mark />
        Marquee
      </Link>
      {places.map((place) => (
        <Link
          key={place.href}
          href={place.href}
          aria-current={isHere(place, pathname) ? "page" : undefined}
          className={cn(
            "flex items-center gap-2.25 rounded-s px-2 py-1.5 text-ink-2 transition-colors duration-120 hover:bg-ink/5 hover:text-ink",
            isHere(place, pathname) && "bg-surface font-[550] text-ink shadow-1 hover:bg-surface",
          )}
        >
          <place.icon aria-hidden size={16} strokeWidth={1.8} />
          {place.word}
          {place === BOARD && <NeedsMeCount className="ml-auto" />}
          {place === ALERTS && <UnseenCount className="ml-auto" />}
        </Link>
      ))}
      <SavedViews />
      <div className="mt-auto flex items-center gap-1">
        <PersonMenu />
        <Tooltip label={SETTINGS.word}>
          <Link
            href={SETTINGS.href}
            aria-label={SETTINGS.word}
            aria-current={inSettings ? "page" : undefined}
            className={cn(
              "grid size-8 shrink-0 place-items-center rounded-s text-ink-2 transition-colors duration-120 hover:bg-ink/5 hover:text-ink",
              inSettings && "bg-surface text-ink shadow-1 hover:bg-surface",
            )}
          >
            <SETTINGS.icon aria-hidden size={16} strokeWidth={1.8} />
          </Link>
        </Tooltip>
      </div>
    </nav>
  );
}
