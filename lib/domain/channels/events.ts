import { z } from "zod";
import { event } from "@/lib/infra/event";

const ChannelFact = z.strictObject({
  channel_id: z.string(),
  name: z.string(),
  platform: z.string(),
  reason: z.string(),
});

/** The platform no longer takes a channel's credentials: somebody has to connect it again. */
export const channelNeedsReconnecting = event("channel.needs_reconnecting", ChannelFact);
/** A receiver asked to hear nothing more. */
export const channelDisabled = event("channel.disabled", ChannelFact);
/** A channel's sign-in ends within a week. */
export const channelExpiring = event("channel.expiring", ChannelFact.extend({ expires_at: z.iso.datetime() }));

export const channelSubject = (id: string) => `channel:${id}`;

/** What the removal of a channel tells of each assignment that it takes with it; one of the facts of that noun. */
export const pendingCancelled = event(
  "assignment.cancelled",
  z.strictObject({
    assignment_id: z.string(),
    video_id: z.string(),
    channel_id: z.string(),
    platform: z.string(),
    distribution_method: z.enum(["auto_filter", "auto_schedule", "manual"]),
    status: z.literal("cancelled"),
    scheduled_at: z.iso.datetime().nullable(),
    retry_count: z.int(),
    cause: z.string().nullable(),
    reason: z.string(),
    remote_id: z.string().nullable(),
    remote_url: z.string().nullable(),
  }),
);

export const assignmentSubject = (id: string) => `assignment:${id}`;
