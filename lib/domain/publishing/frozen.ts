import { z } from "zod";
import { linkUrl } from "@/lib/domain/deliveries/link-token";
import { isUuid } from "@/lib/core/id";
import type { Post } from "@/lib/platforms/contract";

/**
 * What goes out, as it was when it was frozen: whatever happens to the video or the channel afterwards, every
 * attempt sends the same. Of the film's address only the link is kept, since the address itself is signed.
 */
export const Frozen = z.object({
  /** By it the platform knows a repetition: the assignment's id, the same whatever is edited. */
  marker: z.string(),
  title: z.string(),
  caption: z.string(),
  tags: z.array(z.string()),
  settings: z.record(z.string(), z.unknown()),
  scheduled_at: z.string(),
  frozen_at: z.string(),
  media: z.object({
    delivery_id: z.string(),
    link: z.object({ id: z.string(), expires_at: z.string() }).nullable(),
    bytes: z.number(),
    seconds: z.number(),
    checksum: z.string(),
  }),
});
export type Frozen = z.infer<typeof Frozen>;

/** What a connector is handed. */
export function postOf(assignment: { readonly id: string; readonly videoId: string }, frozen: Frozen): Post {
  const { media, scheduled_at: scheduledAt, frozen_at: frozenAt, ...content } = frozen;
  const { link } = media;
  return {
    ...content,
    assignmentId: assignment.id,
    videoId: assignment.videoId,
    scheduledAt,
    frozenAt,
    media: {
      url: link && isUuid(link.id) ? linkUrl({ id: link.id, expiresAt: new Date(link.expires_at) }) : "",
      bytes: media.bytes,
      seconds: media.seconds,
      checksum: media.checksum,
    },
  };
}
