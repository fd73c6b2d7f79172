import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { channelDisabled, channelSubject } from "../events";
import { tryMove } from "../store";

export const disableChannel = operation({
  name: "channels.disable",
  summary: "Note that whoever is behind a channel wants to hear nothing more.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({ id: z.uuid(), reason: z.string().min(1).max(500) }),
  output: z.strictObject({ disabled: z.boolean() }),
  subject: ({ id }) => channelSubject(id),

  async run({ id, reason }, work) {
    // Of one that was removed meanwhile nobody has to be told.
    const channel = await work.tx.channel.findFirst({
      where: { id, removedAt: null },
      select: { name: true, platform: true },
    });
    if (channel === null) return { disabled: false };
    const disabled = await tryMove(work.tx, id, { move: "disable", data: { statusReason: reason } });
    if (disabled) {
      const fact = { channel_id: id, ...channel, reason };
      await work.emit(channelDisabled, channelSubject(id), fact);
    }
    return { disabled };
  },
});
