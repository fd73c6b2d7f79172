"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { UnseenCount } from "@/components/alerts/unseen-count";
import { NeedsMeCount } from "@/components/board/needs-me-count";
import { cn } from "@/components/ui/cn";
import { PersonMenu } from "./person-menu";
import { ALERTS, AUDIT, BOARD, isHere, SETTINGS, usePlaces } from "./places";

const TAB =
  "relative flex h-full flex-1 flex-col items-center justify-center gap-0.5 text-2xs text-ink-2 -outline-offset-2";

/** The same navigation for narrow windows, in reach of a thumb. */
export function BottomNav({ onSearch }: { readonly onSearch: () => void }) {
  const pathname = usePathname();
  // There is room for so many: the audit trail is found among the settings too.
  const places = usePlaces().filter((place) => place !== AUDIT);
  return (
    <nav
      aria-label="Desk"
      className="fixed inset-x-0 bottom-0 z-30 flex h-[calc(3.5rem+env(safe-area-inset-bottom))] items-stretch border-t bg-sunken pb-[env(safe-area-inset-bottom)] wide:hidden"
    >
      {[...places, SETTINGS].map((place) => (
        <Link
          key={place.href}
          href={place.href}
          aria-current={isHere(place, pathname) ? "page" : undefined}
          className={cn(TAB, isHere(place, pathname) && "font-[570] text-ink")}
        >
          <place.icon aria-hidden size={19} strokeWidth={isHere(place, pathname) ? 2 : 1.7} />
          {place.word}
          {place === BOARD && <NeedsMeCount className="absolute top-1 left-1/2 ml-1" />}
          {place === ALERTS && <UnseenCount className="absolute top-1 left-1/2 ml-1" />}
        </Link>
      ))}
      <button type="button" className={TAB} onClick={onSearch}>
        <Search aria-hidden size={19} strokeWidth={1.7} />
        Go to
      </button>
      <PersonMenu compact />
    </nav>
  );
}
