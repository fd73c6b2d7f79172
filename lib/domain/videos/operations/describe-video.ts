import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { MediaFacts, VideoId } from "../contract";

/**
 * What the desk learnt by looking into a verified MP4. From here on the video can be watched. Like
 * every fact of the machine's it leaves the revision to the people who edit.
 */
export const describeVideo = operation({
  name: "videos.describe",
  summary: "Note what a verified MP4 holds.",
  effect: "writes",
  permission: "deliveries:run",
  input: z.strictObject({ id: VideoId, delivery_id: z.string(), bytes: z.int(), media: MediaFacts }),
  output: z.strictObject({ id: VideoId }),
  subject: ({ id }) => `video:${id}`,

  async run({ id, delivery_id: deliveryId, bytes, media }, { tx, now }) {
    const { availableAt } = await tx.video.findUniqueOrThrow({ where: { id }, select: { availableAt: true } });
    await tx.video.update({
      where: { id },
      data: { bytes, media, deliveryId, availableAt: availableAt ?? now },
    });
    return { id };
  },
});
