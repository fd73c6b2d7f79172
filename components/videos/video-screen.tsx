"use client";

import { ChevronLeft, Clapperboard, Download } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { AssignButton } from "@/components/assignments/assign-button";
import { HistoryPanel } from "@/components/deliveries/history-panel";
import { LinkPanel } from "@/components/deliveries/link-panel";
import { ProofPanel } from "@/components/deliveries/proof-panel";
import { StatePanel } from "@/components/deliveries/state-panel";
import { useDelivery } from "@/components/deliveries/use-deliveries";
import { StagingPanel } from "@/components/retention/staging-panel";
import { PageHeader, PageTitle } from "@/components/shell/page-header";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { Delivery } from "@/lib/domain/deliveries/contract";
import type { VideoWithVersions } from "@/lib/domain/videos/contract";
import { FactsPanel } from "./facts-panel";
import { Player } from "./player";
import { groundOf } from "./poster";
import { isPlayable, stateOf } from "./state-of";
import { VersionsNotice } from "./versions-notice";
import { VersionsPanel } from "./versions-panel";
import { useVideo, videoFile, videoPoster } from "./use-videos";

/** One video: watched, proven, handed on. */
export function VideoScreen({ id }: { readonly id: string }) {
  const { data: video, error, refetch } = useVideo(id);
  const title = video?.title;
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · Marquee`;
  }, [title]);

  if (error instanceof ApiProblem && error.status === 404) return <NoSuchVideo />;
  return (
    <>
      <PageHeader>
        <Button look="ghost" size="icon" asChild className="-ml-1.5">
          <Link href="/desk/videos" aria-label="All videos" title="All videos">
            <ChevronLeft aria-hidden size={17} strokeWidth={1.8} />
          </Link>
        </Button>
        {video ? (
          <>
            <PageTitle>{video.title}</PageTitle>
            <StateChip state={stateOf(video)} />
          </>
        ) : (
          <>
            <h1 className="sr-only">Video</h1>
            <Skeleton className="h-4 w-56" />
          </>
        )}
        <span className="flex-1" />
        {video && isPlayable(video) && <AssignButton video={video} />}
        {video && isPlayable(video) && (
          <Button look="primary" asChild>
            <a href={`${videoFile(video.id)}?download=1`} download>
              <Download aria-hidden size={15} strokeWidth={1.8} />
              Download MP4
            </a>
          </Button>
        )}
      </PageHeader>
      {error && (
        <ProblemState
          title={video ? "This page could not be refreshed." : "The video could not be loaded."}
          reason={sentenceOf(error)}
          onRetry={() => void refetch()}
          className="mx-4 mt-4 wide:mx-5"
        />
      )}
      {video && <VersionsNotice video={video} />}
      {video ? <VideoBody video={video} /> : !error && <VideoSkeleton />}
    </>
  );
}

const COLUMNS =
  "grid items-start gap-4 p-4 wide:p-5 roomy:grid-cols-[minmax(0,1fr)_23.5rem] roomy:grid-rows-[auto_1fr]";

function VideoBody({ video }: { readonly video: VideoWithVersions }) {
  const delivery = useDelivery(video.delivery_id);
  const published = video.status === "published";
  return (
    <div className={COLUMNS}>
      <div className="min-w-0 space-y-4">
        {isPlayable(video) ? (
          <Player
            key={video.id}
            title={video.title}
            src={videoFile(video.id)}
            poster={video.has_poster ? videoPoster(video.id) : null}
            media={video.media}
          />
        ) : (
          <StatePanel video={video} ground={groundOf(video.checksum)} />
        )}
      </div>
      <div className="space-y-4 roomy:row-span-2">
        <FactsPanel video={video} />
        <VersionsPanel video={video} />
        <ProofPanel videoId={video.id} stage={stageOf(delivery.data)} />
        {published && <StagingPanel deliveryId={video.delivery_id} />}
      </div>
      <div className="min-w-0 space-y-4">
        {published && <LinkPanel deliveryId={video.delivery_id} />}
        <HistoryPanel deliveryId={video.delivery_id} stage={stageOf(delivery.data)} />
      </div>
    </div>
  );
}

/** Changes with every move: two tries may both end in `failed`, and still have more to tell. */
const stageOf = (delivery: Delivery | undefined) => (delivery ? `${delivery.run} ${delivery.status}` : "");

function VideoSkeleton() {
  return (
    <div className={COLUMNS}>
      <Skeleton className="aspect-video rounded-l" />
      <div className="space-y-4">
        <Skeleton className="h-58 rounded-l" />
        <Skeleton className="h-72 rounded-l" />
      </div>
    </div>
  );
}

function NoSuchVideo() {
  return (
    <>
      <PageHeader>
        <PageTitle>Video</PageTitle>
      </PageHeader>
      <EmptyState icon={Clapperboard} title="There is no such video on the desk.">
        <p>The address may be cut short, or the video belongs to another desk.</p>
        <Button asChild>
          <Link href="/desk/videos">All videos</Link>
        </Button>
      </EmptyState>
    </>
  );
}
