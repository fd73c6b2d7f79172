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
