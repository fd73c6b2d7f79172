"use client";

import { LayoutGrid, Rows3, SearchX, Upload } from "lucide-react";
import { useRef } from "react";
import { DeliverDialog } from "@/components/deliveries/deliver-dialog";
import { NoDeliveriesYet } from "@/components/deliveries/no-deliveries-yet";
import { useDelivering } from "@/components/deliveries/use-delivering";
import { PageHeader, PageTitle } from "@/components/shell/page-header";
import { useMay } from "@/components/shell/person";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemState } from "@/components/ui/problem-state";
import { SearchField } from "@/components/ui/search-field";
import { Segmented } from "@/components/ui/segmented";
import { useRowKeys } from "@/components/ui/use-row-keys";
import { DropVeil } from "@/components/uploads/drop-veil";
import { UploadList } from "@/components/uploads/upload-list";
import { useFileDrop } from "@/components/uploads/use-file-drop";
import { takeFiles, useLeftUploads, useQueue } from "@/components/uploads/use-uploads";
import { isFiltered, useVideoFilters } from "./use-video-filters";
import { useVideos } from "./use-videos";
import { VideoFilterBar } from "./video-filter-bar";
import { VideoGrid, VideoGridSkeleton } from "./video-grid";
import { VideoTable, VideoTableSkeleton } from "./video-table";

const VIEWS = [
  { value: "grid", word: "Grid", icon: LayoutGrid },
  { value: "list", word: "List", icon: Rows3 },
] as const;

/** Every video of the desk: found by search and filters, as pictures or as rows. */
export function VideosScreen() {
  const { filters, change, clear } = useVideoFilters();
  const videos = useVideos(filters);
  const delivering = useDelivering();
  const mayDeliver = useMay("deliveries:write");
  const [queue, { left }] = [useQueue(), useLeftUploads()];
  const dragging = useFileDrop((files) => {
    const keys = takeFiles(files);
    if (keys.length > 0) delivering.add(keys.map((key) => ({ key })));
  }, mayDeliver);
  const rows = useRef<HTMLDivElement>(null);
  useRowKeys(rows);

  const items = videos.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = videos.data?.pages[0];
  const [Videos, VideosSkeleton] =
    filters.view === "list" ? [VideoTable, VideoTableSkeleton] : [VideoGrid, VideoGridSkeleton];

  return (
    <>
      <PageHeader>
        <PageTitle>Videos</PageTitle>
        <div className="order-last w-full wide:order-none wide:w-auto">
          <SearchField
            label="Search videos"
            placeholder="Search titles, tags, checksums"
            value={filters.q}
            onSearch={(q) => change({ q })}
            className="w-full wide:w-65"
          />
        </div>
        <span className="flex-1" />
        <Segmented label="View" value={filters.view} options={VIEWS} onChange={(view) => change({ view })} />
        {mayDeliver && (
          <Button look="primary" icon={Upload} onClick={() => delivering.show()}>
            Deliver
          </Button>
        )}
      </PageHeader>
      <VideoFilterBar filters={filters} page={newest} onChange={change} onClear={clear} />
      {mayDeliver && <UploadList queue={queue} left={left} onDeliver={(subject) => delivering.show([subject])} />}
      {videos.isError && (
        <ProblemState
          title={items.length > 0 ? "This list could not be refreshed." : "The videos could not be loaded."}
          reason={sentenceOf(videos.error)}
          onRetry={() => void videos.refetch()}
          className="mx-4 mt-3 wide:mx-5"
        />
      )}
      <div
        ref={rows}
        aria-busy={videos.isPlaceholderData}
        className={cn("transition-opacity duration-150", videos.isPlaceholderData && "opacity-60")}
      >
        {videos.isPending && <VideosSkeleton />}
        {items.length > 0 && <Videos videos={items} />}
      </div>
      {newest?.total === 0 &&
        !videos.isPlaceholderData &&
        (isFiltered(filters) ? <NoMatch onClear={clear} /> : <NoDeliveriesYet />)}
      {videos.hasNextPage && (
        <div className="flex justify-center pt-1 pb-8">
          <Button busy={videos.isFetchingNextPage} onClick={() => void videos.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      {mayDeliver && <DeliverDialog delivering={delivering} projects={newest?.projects ?? []} />}
      <DropVeil shown={dragging} />
    </>
  );
}

function NoMatch({ onClear }: { readonly onClear: () => void }) {
  return (
    <EmptyState icon={SearchX} title="No video matches.">
      <p>Try fewer filters, or a part of the title.</p>
      <Button onClick={onClear}>Clear the filters</Button>
    </EmptyState>
  );
}
