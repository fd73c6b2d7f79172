import { FilterPill } from "@/components/ui/filter-pill";
import { Skeleton } from "@/components/ui/skeleton";
import { bytesInWords, countOf } from "@/components/ui/words";
import type { VideoPage } from "@/lib/domain/videos/contract";
import { isFiltered, STATUS_OPTIONS, WINDOW_OPTIONS, type VideoFilters } from "./use-video-filters";

interface VideoFilterBarProps {
  readonly filters: VideoFilters;
  /** The first page of what is shown; undefined while it is on its way. */
  readonly page: VideoPage | undefined;
  readonly onChange: (patch: Partial<VideoFilters>) => void;
  readonly onClear: () => void;
}

/** The filters that are on, those that could be, and how much they leave. */
export function VideoFilterBar({ filters, page, onChange, onClear }: VideoFilterBarProps) {
  const projects = [...new Set([...(page?.projects ?? []), ...(filters.project === null ? [] : [filters.project])])];
  return (
    <div className="flex min-h-11.75 flex-wrap items-center gap-1.5 border-b px-4 py-2.5 wide:px-5">
      <FilterPill
        label="State"
        value={filters.status}
        options={STATUS_OPTIONS}
        onChange={(status) => onChange({ status })}
      />
      <FilterPill
        label="Project"
        value={filters.project}
        options={projects.map((value) => ({ value, word: value }))}
        onChange={(project) => onChange({ project })}
      />
      <FilterPill
        label="Delivered"
        value={filters.delivered}
        options={WINDOW_OPTIONS}
        onChange={(delivered) => onChange({ delivered })}
      />
      {isFiltered(filters) && (
        <button
          type="button"
          onClick={onClear}
          className="h-6.5 rounded-s px-1.5 text-ink-2 underline-offset-2 hover:text-ink hover:underline"
        >
          Clear
        </button>
      )}
      <span className="flex-1" />
      <output className="text-ink-2">
        {page ? (
          <>{`${countOf(page.total, "video")} · ${bytesInWords(page.total_bytes)}`}</>
        ) : (
          <Skeleton className="h-3.5 w-28" />
        )}
      </output>
    </div>
  );
}
