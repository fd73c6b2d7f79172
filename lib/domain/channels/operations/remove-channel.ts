import { operation } from "@/lib/infra/operation";
import { OneChannel, RemovedChannel } from "../contract";
import { channelSubject } from "../events";
import { cancelPending, countPublishing } from "../pending";
import { channelBusy } from "../refusals";
import { lockChannel, lockChannelRevision } from "../store";

/** Its row stays, so that what went out through it can still be told; what was sealed goes. */
export const removeChannel = operation({
  name: "channels.remove",
  summary: "Remove a channel and its credentials, and cancel what was still to go out through it.",
  effect: "writes",
  permission: "channels:write",
  input: OneChannel,
  output: RemovedChannel,
  refuses: { channel_not_found: "not_found", channel_busy: "conflict" },
  subject: ({ id }) => channelSubject(id),

  async run({ id }, work) {
    const channel = await lockChannel(work.tx, id);
    // Cancelled before it is counted: whoever claims one of them at this moment is waited for, and then seen.
    const cancelled = await cancelPending(work, channel);
    const publishing = await countPublishing(work, id);
    if (publishing > 0) throw channelBusy(publishing);
    // What came back to wait while it was being counted.
    const last = await cancelPending(work, channel);
    await work.tx.channel.update({
      where: { id },
      data: {
        removedAt: work.now,
        isDefault: false,
        credentialsSealed: null,
        credentialsExpireAt: null,
        credentialsRevision: { increment: 1 },
        revision: { increment: 1 },
      },
    });
    return { id, name: channel.name, removed: true as const, cancelled: cancelled + last };
  },

  revisionOf: () => undefined,
  lockRevision: ({ id }, tx) => lockChannelRevision(tx, id),
});
