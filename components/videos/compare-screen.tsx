"use client";

import { ChevronLeft, Clapperboard, Layers } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { PageHeader, PageTitle } from "@/components/shell/page-header";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { VideoWithVersions } from "@/lib/domain/videos/contract";
import { ComparePair } from "./compare-pair";
import { useVideo } from "./use-videos";
import { otherVersion } from "./versions-panel";

/** Which two stand beside each other; null where nobody has said yet. */
interface Chosen {
  readonly left: string;
  readonly right: string | null;
}

/** Two versions of one video side by side, played as one. */
export function CompareScreen({ id }: { readonly id: string }) {
  const asked = useSearchParams().get("with");
  const [{ left, right }, setChosen] = useState<Chosen>({ left: id, right: asked });
  const { data: video, error, refetch } = useVideo(left);
  const title = video?.title;
  useEffect(() => {
    document.title = title === undefined ? "Compare · Marquee" : `Compare: ${title} · Marquee`;
  }, [title]);

  const choose = (next: { left: string; right: string }) => {
    setChosen(next);
    // The films go on playing: the address follows without a page being loaded.
    window.history.replaceState(null, "", `/desk/videos/${next.left}/compare?with=${next.right}`);
  };
  const missing = error instanceof ApiProblem && error.status === 404;
  return (
    <>
      <PageHeader>
        <Button look="ghost" size="icon" asChild className="-ml-1.5">
          <Link href={missing ? "/desk/videos" : `/desk/videos/${left}`} aria-label="Back" title="Back">
            <ChevronLeft aria-hidden size={17} strokeWidth={1.8} />
          </Link>
        </Button>
        <PageTitle>Compare versions</PageTitle>
        {video && <span className="min-w-0 truncate text-ink-2">{video.title}</span>}
      </PageHeader>
      {missing ? (
        <NotThere sentence="There is no such video on the desk." />
      ) : (
        error &&
        !video && (
          <ProblemState
            title="The versions could not be loaded."
            reason={sentenceOf(error)}
            onRetry={() => void refetch()}
            className="mx-4 mt-4 wide:mx-5"
          />
        )
      )}
      {video ? <Versions video={video} right={right} onChoose={choose} /> : !error && <CompareSkeleton />}
    </>
  );
}

interface VersionsProps {
  readonly video: VideoWithVersions;
  readonly right: string | null;
  readonly onChoose: (pair: { left: string; right: string }) => void;
}

function Versions({ video, right, onChoose }: VersionsProps) {
  const { versions } = video;
  const other = right === null ? otherVersion(video.id, versions) : versions.find(({ id }) => id === right);
  if (versions.length < 2)
    return (
      <EmptyState icon={Layers} title="There is one version of this video.">
        <p>
          Deliver another MP4 with the same project and the same concept, and it becomes version {video.version + 1}.
        </p>
        <Button asChild>
          <Link href={`/desk/videos/${video.id}`}>Back to the video</Link>
        </Button>
      </EmptyState>
    );
  if (!other || other.id === video.id)
    return (
      <EmptyState icon={Layers} title="That is no other version of this video.">
        <p>Choose two of its {versions.length} versions.</p>
        <Button onClick={() => onChoose({ left: video.id, right: otherVersion(video.id, versions)?.id ?? video.id })}>
          Compare with another version
        </Button>
      </EmptyState>
    );
  return <ComparePair left={video} rightId={other.id} onChoose={onChoose} />;
}

export function CompareSkeleton() {
  return (
    <div className="space-y-4 p-4 wide:p-5">
      <div className="grid gap-2 wide:grid-cols-2">
        <Skeleton className="aspect-video rounded-l" />
        <Skeleton className="aspect-video rounded-l" />
      </div>
      <Skeleton className="h-11 rounded-l" />
      <Skeleton className="h-64 rounded-l" />
    </div>
  );
}

function NotThere({ sentence }: { readonly sentence: string }) {
  return (
    <EmptyState icon={Clapperboard} title={sentence}>
      <p>The address may be cut short, or the video belongs to another desk.</p>
      <Button asChild>
        <Link href="/desk/videos">All videos</Link>
      </Button>
    </EmptyState>
  );
}
