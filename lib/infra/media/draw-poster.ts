import { randomUUID } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { log } from "@/lib/infra/log";
import { runLimited } from "./limited-child";

const WHY: Readonly<Record<"late" | "crashed" | "talkative", string>> = {
  late: "it took longer than 30 seconds",
  crashed: "no frame of the film could be decoded",
  talkative: "the decoder did not stop talking",
};

/**
 * Draws a film's poster: a JPEG of one good frame, at most 960 pixels on its longer side, in the
 * film's own shape. Both are paths; the poster's folder is made when missing. The poster appears in
 * one step, whole, and replaces an older one. Throws an `Error` with a sentence when it cannot be drawn.
 */
export async function drawPoster({ film, poster }: { film: string; poster: string }): Promise<void> {
  await mkdir(dirname(poster), { recursive: true });
  const draft = `${resolve(poster)}.${randomUUID()}.new`;
  try {
    const ending = await runLimited("draw-poster", [resolve(film), draft]);
    if (ending.end !== "done") {
      if (ending.complaints !== "")
        log.warn({ film, complaints: ending.complaints }, "drawing a poster drew complaints");
      throw new Error(`No poster could be drawn: ${WHY[ending.end]}.`);
    }
    await rename(draft, poster);
  } finally {
    await rm(draft, { force: true });
  }
}
