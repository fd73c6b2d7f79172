import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { VideoId } from "../contract";

/** A fact of the machine's: it does not raise the revision, so nobody who edits the title is told to look again. */
export const keepPoster = operation({
  name: "videos.keep-poster",
  summary: "Note that a video's poster has been drawn.",
  effect: "writes",
  permission: "deliveries:run",
  input: z.strictObject({ id: VideoId }),
  output: z.strictObject({ id: VideoId }),
  subject: ({ id }) => `video:${id}`,

  async run({ id }, { tx }) {
    await tx.video.update({ where: { id }, data: { hasPoster: true } });
    return { id };
  },
});
