import { operation } from "@/lib/infra/operation";
import { Channel, OneChannel } from "../contract";
import { channelSubject } from "../events";
import { CLOSED_BREAKER } from "../gate";
import { findChannel, lockChannelRevision, moveChannel } from "../store";

export const resumeChannel = operation({
  name: "channels.resume",
  summary: "Let a paused channel go on.",
  effect: "writes",
  permission: "channels:write",
  input: OneChannel,
  output: Channel,
  refuses: { channel_not_found: "not_found", invalid_state_transition: "conflict" },
  subject: ({ id }) => channelSubject(id),

  async run({ id }, work) {
    const { tx, now } = work;
    await moveChannel(tx, id, { move: "resume", data: { statusReason: null, ...CLOSED_BREAKER } });
    await work.signal("publishing");
    return findChannel(tx, id, now);
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockChannelRevision(tx, id),
  repeats: { idOf: ({ id }) => id, rebuild: (id, { tx, now }) => findChannel(tx, id, now) },
});
