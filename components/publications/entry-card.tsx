import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";
import { clock, spokenLength } from "@/components/ui/words";
import { groundOf } from "@/components/videos/poster";
import type { Publication } from "@/lib/domain/publishing/publication-contract";
import { pathOf } from "./public-paths";

/** One video in the list of a feed; its whole card leads to it. */
export function EntryCard({ entry }: { readonly entry: Publication }) {
  return (
    <li className="group relative min-w-0 rounded-l border bg-surface p-2 transition-colors duration-120 focus-within:border-line-strong hover:border-line-strong">
      <span className={cn("relative block aspect-video overflow-hidden rounded-m", groundOf(entry.id))}>
        {entry.poster_url !== null && (
          // oxlint-disable-next-line nextjs/no-img-element -- small already, and next/image brings inline styles
          <img
            src={pathOf(entry.poster_url)}
            alt=""
            loading="lazy"
            decoding="async"
            className="absolute inset-0 size-full object-cover"
          />
        )}
        <span
          aria-hidden
          className="absolute right-1.5 bottom-1.5 rounded-[4px] bg-black/65 px-1.25 text-2xs leading-4 text-white tabular-nums"
        >
          {clock(entry.seconds)}
        </span>
      </span>
      <h3 dir="auto" className="mt-2 px-1 font-[570] wrap-anywhere">
        <Link href={pathOf(entry.url)} prefetch={false} className="after:absolute after:inset-0 after:rounded-l">
          {entry.title}
        </Link>
      </h3>
      <p className="px-1 pb-1 text-sm text-ink-2">
        <Time value={entry.published_at} />
        <span className="sr-only">, {spokenLength(entry.seconds)}</span>
        {entry.explicit && " · Explicit"}
      </p>
    </li>
  );
}
