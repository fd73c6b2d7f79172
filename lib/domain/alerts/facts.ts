import { z } from "zod";

/*
 * What alerts hear of modules that come after them in the reading order, and so cannot be asked for their
 * own schemas: no more than is told on. A test holds these against what those modules tell.
 */

export const CHANNEL_KINDS = ["channel.needs_reconnecting", "channel.disabled", "channel.expiring"] as const;
export const ChannelTold = z.object({
  channel_id: z.string(),
  name: z.string(),
  platform: z.string(),
  reason: z.string(),
  expires_at: z.iso.datetime().optional(),
});
export type ChannelTold = z.infer<typeof ChannelTold>;

export const ASSIGNMENT_KINDS = ["assignment.failed", "assignment.unconfirmed"] as const;
export const AssignmentTold = z.object({
  assignment_id: z.string(),
  video_id: z.string(),
  channel_id: z.string(),
  platform: z.string(),
  cause: z.string().nullable(),
  reason: z.string().nullable(),
});
export type AssignmentTold = z.infer<typeof AssignmentTold>;
