import { operation } from "@/lib/infra/operation";
import { Channel, OneChannel } from "../contract";
import { channelSubject } from "../events";
import { findChannel } from "../store";

export const getChannel = operation({
  name: "channels.get",
  summary: "Show one channel and how it fares, without its credentials.",
  effect: "reads",
  permission: "channels:read",
  input: OneChannel,
  output: Channel,
  refuses: { channel_not_found: "not_found" },
  subject: ({ id }) => channelSubject(id),

  run: ({ id }, { tx, now }) => findChannel(tx, id, now),

  revisionOf: ({ revision }) => revision,
});
