import { Clapperboard } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { clock, spokenLength } from "@/components/ui/words";
import { Player } from "@/components/videos/player";
import type { PublishedVideo } from "@/lib/domain/publishing/publication-contract";
import { PublicFrame } from "./public-frame";
import { pathOf } from "./public-paths";

/** One published video: its film, and what was said of it. */
export function WatchScreen({ publication }: { readonly publication: PublishedVideo }) {
  const { title, caption, tags, feed, seconds, picture, published_at: at } = publication;
  return (
    <PublicFrame feed={{ name: feed.name, path: pathOf(feed.url) }}>
      {publication.is_lost ? (
        <div className="rounded-l border bg-surface">
          <EmptyState icon={Clapperboard} title="This video cannot be played at the moment.">
            <p>Its file is being looked for. Come back later.</p>
          </EmptyState>
        </div>
      ) : (
        <Player
          title={title}
          src={pathOf(publication.film_url)}
          poster={publication.poster_url && pathOf(publication.poster_url)}
          media={picture && { ...picture, duration_seconds: seconds }}
        />
      )}
      <h1 dir="auto" className="mt-5 text-xl font-[640] tracking-[-0.015em] wrap-anywhere">
        {title}
      </h1>
      <p className="mt-1 flex flex-wrap gap-x-1.5 text-ink-2">
        <Time value={at} />
        <span aria-hidden>·</span>
        <span aria-hidden className="tabular-nums">
          {clock(seconds)}
        </span>
        <span className="sr-only">{spokenLength(seconds)}</span>
        {publication.explicit && (
          <>
            <span aria-hidden>·</span>
            <span>Explicit</span>
          </>
        )}
      </p>
      {caption !== "" && (
        <p dir="auto" className="mt-4 max-w-prose text-lg wrap-anywhere whitespace-pre-line">
          {caption}
        </p>
      )}
      {tags.length > 0 && (
        <ul aria-label="Tags" className="mt-4 flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag} dir="auto" className="rounded-full border px-2 py-0.5 text-sm text-ink-2">
              {tag}
            </li>
          ))}
        </ul>
      )}
    </PublicFrame>
  );
}
