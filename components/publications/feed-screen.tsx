import { Clapperboard } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { countOf } from "@/components/ui/words";
import type { PublishedFeed } from "@/lib/domain/publishing/publication-contract";
import { EntryCard } from "./entry-card";
import { PublicFrame } from "./public-frame";
import { pathOf } from "./public-paths";
import { SubscribePanel } from "./subscribe-panel";

/** A feed as a page: what it is about, what was published, and how to hear of the next one. */
export function FeedScreen({ feed }: { readonly feed: PublishedFeed }) {
  return (
    <PublicFrame feed={{ name: feed.name, path: pathOf(feed.url) }}>
      <div className="grid gap-x-8 gap-y-6 roomy:grid-cols-[1fr_19rem] roomy:items-start">
        <div className="min-w-0">
          <h1 dir="auto" className="text-xl font-[640] tracking-[-0.015em] wrap-anywhere">
            {feed.name}
          </h1>
          {feed.author !== null && (
            <p dir="auto" className="mt-0.5 wrap-anywhere text-ink-2">
              {feed.author}
            </p>
          )}
          {feed.description !== null && (
            <p dir="auto" className="mt-2 max-w-prose wrap-anywhere whitespace-pre-line">
              {feed.description}
            </p>
          )}
        </div>
        <SubscribePanel url={feed.url} className="roomy:row-span-2" />
        <section aria-label="Videos" className="min-w-0">
          {feed.items.length === 0 ? (
            <div className="rounded-l border bg-surface">
              <EmptyState icon={Clapperboard} title="Nothing has been published here yet.">
                <p>Subscribe, and the first video comes to you.</p>
              </EmptyState>
            </div>
          ) : (
            <>
              <h2 className="mb-2 text-sm font-semibold text-ink-2">{countOf(feed.items.length, "video")}</h2>
              <ul className="grid gap-4 wide:grid-cols-2">
                {feed.items.map((entry) => (
                  <EntryCard key={entry.id} entry={entry} />
                ))}
              </ul>
            </>
          )}
        </section>
      </div>
    </PublicFrame>
  );
}
