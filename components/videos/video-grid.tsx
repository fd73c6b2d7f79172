import Link from "next/link";
import type { ReactNode } from "react";
import { RetryButton } from "@/components/deliveries/retry-button";
import { TransferBar } from "@/components/deliveries/transfer-bar";
import { StateChip } from "@/components/ui/chip";
import { Skeleton } from "@/components/ui/skeleton";
import { inFlight } from "@/lib/domain/deliveries/lifecycle";
import type { Video } from "@/lib/domain/videos/contract";
import { Poster } from "./poster";
import { stateOf } from "./state-of";
import { failureInWords, versionInWords } from "./video-words";

function Grid({ children }: { readonly children: ReactNode }) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,14.5rem),1fr))] gap-x-4 gap-y-4.5 p-4 wide:p-5">
      {children}
    </ul>
  );
}

export function VideoGrid({ videos }: { readonly videos: readonly Video[] }) {
  return (
    <Grid>
      {videos.map((video) => (
        <VideoCard key={video.id} video={video} />
      ))}
    </Grid>
  );
}

function VideoCard({ video }: { readonly video: Video }) {
  return (
    <li data-row className="group relative scroll-mt-18 scroll-mb-18">
      <Poster
        video={video}
        dressed
        className="outline-2 outline-offset-2 outline-transparent group-has-[a:focus-visible]:outline-accent"
      />
      <h2 className="mt-1.5 -mb-0.25 font-[570] tracking-[-0.005em]" title={video.title}>
        {/* Tall enough to be hit by itself: the poster that its area covers too is nothing that says so. */}
        <Link
          href={`/desk/videos/${video.id}`}
          data-open
          className="block truncate leading-6 outline-none after:absolute after:inset-0"
        >
          {video.title}
        </Link>
      </h2>
      <div className="flex min-h-6.5 min-w-0 items-center gap-2 text-ink-2">
        <StateChip state={stateOf(video)} />
        <span className="min-w-0 flex-1 truncate">{versionInWords(video)}</span>
        <RetryButton deliveryId={video.delivery_id} status={video.status} className="relative z-10" />
      </div>
      {inFlight(video.status) && <TransferBar deliveryId={video.delivery_id} className="mt-1" />}
      {video.status === "failed" && (
        <p className="mt-0.5 line-clamp-3 text-sm text-failed" title={video.error_message ?? undefined}>
          {failureInWords(video)}
        </p>
      )}
    </li>
  );
}

export function VideoGridSkeleton() {
  return (
    <Grid>
      {Array.from({ length: 12 }, (_, at) => (
        <li key={at}>
          <Skeleton className="aspect-video rounded-m" />
          <Skeleton className="mt-3 h-3.5 w-2/3" />
          <Skeleton className="mt-2 h-[21px] w-1/2 rounded-full" />
        </li>
      ))}
    </Grid>
  );
}
