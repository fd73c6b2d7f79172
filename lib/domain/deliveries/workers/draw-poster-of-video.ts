import { insideCaller } from "@/lib/core/caller";
import { openVideo } from "@/lib/domain/videos/operations/open-video";
import { keepPoster } from "@/lib/domain/videos/operations/keep-poster";
import { drawPoster } from "@/lib/infra/media/draw-poster";
import { perform } from "@/lib/infra/operation";
import { posterPath } from "@/lib/infra/posters";
import { keyOfLocation } from "@/lib/infra/storage/location";
import { storage } from "@/lib/infra/storage/storage";

/** Draws a video's poster from its stored copy, once: the same video is the same bytes for ever. Repeatable. */
export async function drawPosterOfVideo({ videoId }: { videoId: string }): Promise<void> {
  const caller = insideCaller("worker", `poster.${videoId}`);
  const { storage_location: location, has_poster: drawn } = await perform(openVideo, { id: videoId }, caller);
  if (drawn) return;
  await drawPoster({ film: storage().pathOf(keyOfLocation(location)), poster: posterPath(videoId) });
  await perform(keepPoster, { id: videoId }, caller);
}
