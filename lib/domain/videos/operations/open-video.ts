import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { OneVideo, StoredCopy } from "../contract";
import { readable } from "../rules";
import { videoNotAvailable, videoNotFound } from "../refusals";

/** Where a video's verified bytes stand, for the doors that stream them. Not an answer of the API. */
export const openVideo = operation({
  name: "videos.open",
  summary: "Find the verified copy of a video, to watch or download it.",
  effect: "reads",
  permission: "videos:read",
  input: OneVideo,
  output: z.strictObject({
    delivery_id: z.string(),
    copies: z.array(StoredCopy),
    bytes: z.int(),
    title: z.string(),
    checksum: z.string(),
    has_poster: z.boolean(),
  }),
  refuses: { video_not_found: "not_found", video_not_available: "conflict" },
  subject: ({ id }) => `video:${id}`,

  async run({ id }, { tx }) {
    const row = await tx.video.findUnique({
      where: { id },
      select: {
        title: true,
        checksum: true,
        hasPoster: true,
        delivery: { select: { id: true, status: true, bytes: true } },
        deliveries: { where: { status: "published" }, select: { id: true, copies: true } },
      },
    });
    if (!row) throw videoNotFound(id);
    const { delivery, deliveries } = row;
    if (delivery?.status !== "published") throw videoNotAvailable(id);
    return {
      delivery_id: delivery.id,
      // The same bytes stand under every prefix they were delivered to; those of the one that speaks come first.
      copies: deliveries
        .toSorted((one, other) => Number(other.id === delivery.id) - Number(one.id === delivery.id))
        .flatMap(({ copies }) => readable(copies)),
      bytes: Number(delivery.bytes),
      title: row.title,
      checksum: row.checksum,
      has_poster: row.hasPoster,
    };
  },
});
