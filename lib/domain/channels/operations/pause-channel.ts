import { operation } from "@/lib/infra/operation";
import { Channel, PauseChannel } from "../contract";
import { channelSubject } from "../events";
import { findChannel, lockChannelRevision, moveChannel } from "../store";

export const pauseChannel = operation({
  name: "channels.pause",
  summary: "Hold a channel: nothing goes out through it until it is resumed.",
  effect: "writes",
  permission: "channels:write",
  input: PauseChannel,
  output: Channel,
  refuses: { channel_not_found: "not_found", invalid_state_transition: "conflict" },
  subject: ({ id }) => channelSubject(id),

  async run({ id, reason = null }, { tx, now }) {
    await moveChannel(tx, id, { move: "pause", data: { statusReason: reason } });
    return findChannel(tx, id, now);
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockChannelRevision(tx, id),
  repeats: { idOf: ({ id }) => id, rebuild: (id, { tx, now }) => findChannel(tx, id, now) },
});
