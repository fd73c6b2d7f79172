import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "./env";

/** Posters stand beside the storage, one file a video: they can be drawn anew from the film at any time. */
export function posterPath(videoId: string): string {
  if (!/^vid_[0-9a-f]{20}$/.test(videoId)) throw new Error(`${videoId} is no video's id.`);
  return join(env().MARQUEE_DATA_DIR, "posters", `${videoId}.jpg`);
}

/** The poster's bytes, or null where none has been drawn. */
export async function openPoster(videoId: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(posterPath(videoId)));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
