import { insideCaller } from "@/lib/core/caller";
import { openVideo } from "@/lib/domain/videos/operations/open-video";
import { keepPoster } from "@/lib/domain/videos/operations/keep-poster";
import { drawPoster } from "@/lib/infra/media/draw-poster";
import { perform } from "@/lib/infra/operation";
import { posterPath } from "@/lib/infra/posters";
import { standingCopy } from "@/lib/infra/storage/standing-copy";

/** Draws a video's poster from its stored copy, once: the same video is the same bytes for ever. Repeatable. */
export async function drawPosterOfVideo({ videoId }: { videoId: string }): Promise<void> {
  const caller = insideCaller("worker", `poster.${videoId}`);
  const { copies, has_poster: drawn } = await perform(openVideo, { id: videoId }, caller);
  if (drawn) return;
  const { storage, key } = await standingCopy(copies);
  await storage.withFile(key, (film) => drawPoster({ film, poster: posterPath(videoId) }));
  await perform(keepPoster, { id: videoId }, caller);
}
