import { Play } from "lucide-react";
import type { Video } from "@/lib/domain/videos/contract";
import { clock } from "@/components/ui/words";
import { cn } from "@/components/ui/cn";
import { isPlayable } from "./state-of";
import { videoPoster } from "./use-videos";

const GROUNDS = [
  "poster-0",
  "poster-1",
  "poster-2",
  "poster-3",
  "poster-4",
  "poster-5",
  "poster-6",
  "poster-7",
] as const;

/** A ground of its own for each video, for as long as it has no frame to show. */
export function groundOf(checksum: string): string {
  return GROUNDS[Number.parseInt(checksum.slice(-2), 16) % GROUNDS.length] ?? GROUNDS[0];
}

interface PosterProps {
  readonly video: Pick<Video, "id" | "checksum" | "has_poster" | "media" | "status" | "is_lost">;
  /** Shows the length, and a play sign while the pointer or the focus is on it. */
  readonly dressed?: boolean;
  readonly className?: string;
}

/** A video's picture, cut to 16:9. The words about it stand beside it, so it says nothing itself. */
export function Poster({ video, dressed = false, className }: PosterProps) {
  const playable = isPlayable(video);
  return (
    <span
      className={cn(
        "relative block aspect-video overflow-hidden rounded-m",
        groundOf(video.checksum),
        !playable && "saturate-50",
        className,
      )}
    >
      {video.has_poster && <PosterFrame videoId={video.id} />}
      {dressed && playable && (
        <span className="absolute inset-0 grid place-items-center bg-black/25 opacity-0 transition-opacity duration-150 group-focus-within:opacity-100 group-hover:opacity-100">
          <span className="grid size-10 place-items-center rounded-full bg-black/60 text-white">
            <Play aria-hidden size={17} className="translate-x-px fill-current" />
          </span>
        </span>
      )}
      {dressed && video.media !== null && (
        <span className="absolute right-1.5 bottom-1.5 rounded-[4px] bg-black/65 px-1.25 text-2xs leading-4 text-white tabular-nums">
          {clock(video.media.duration_seconds)}
        </span>
      )}
    </span>
  );
}

interface VideoThumbProps {
  readonly videoId: string;
  readonly hasPoster: boolean;
  readonly className?: string;
}

/** The same picture where no more of the video is at hand than its id, which then picks the ground. */
export function VideoThumb({ videoId, hasPoster, className }: VideoThumbProps) {
  return (
    <span className={cn("relative block aspect-video overflow-hidden", groundOf(videoId), className)}>
      {hasPoster && <PosterFrame videoId={videoId} />}
    </span>
  );
}

function PosterFrame({ videoId }: { readonly videoId: string }) {
  return (
    // A plain image: it is already small, and next/image would add inline styles that a strict policy refuses.
    // oxlint-disable-next-line nextjs/no-img-element
    <img
      src={videoPoster(videoId)}
      alt=""
      loading="lazy"
      decoding="async"
      className="absolute inset-0 size-full object-cover"
    />
  );
}
