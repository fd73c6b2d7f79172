import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { channelDisabled, channelSubject } from "../events";
import { findChannelRow, tryMove } from "../store";

export const disableChannel = operation({
  name: "channels.disable",
  summary: "Note that whoever is behind a channel wants to hear nothing more.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({ id: z.uuid(), reason: z.string().min(1).max(500) }),
  output: z.strictObject({ disabled: z.boolean() }),
  refuses: { channel_not_found: "not_found" },
  subject: ({ id }) => channelSubject(id),

  async run({ id, reason }, work) {
    const { name, platform } = await findChannelRow(work.tx, id);
    const disabled = await tryMove(work.tx, id, { move: "disable", data: { statusReason: reason } });
    if (disabled) {
      const fact = { channel_id: id, name, platform, reason };
      await work.emit(channelDisabled, channelSubject(id), fact);
    }
    return { disabled };
  },
});
