import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { channelSubject } from "../events";

export const noteCheck = operation({
  name: "channels.note-check",
  summary: "Note what a test of a channel found.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({
    id: z.uuid(),
    asked_at: z.iso.datetime(),
    trouble: z.string().max(500).nullable().describe("Null where all is well."),
  }),
  output: z.strictObject({ noted: z.boolean() }),
  subject: ({ id }) => channelSubject(id),

  async run({ id, asked_at: askedAt, trouble }, work) {
    // Never before it was asked for, however wrong this worker's clock goes: whoever waits would not see it.
    const checkedAt = new Date(Math.max(work.now.getTime(), new Date(askedAt).getTime()));
    const { count } = await work.tx.channel.updateMany({
      where: { id, removedAt: null },
      data: { checkedAt, checkTrouble: trouble },
    });
    await work.signal(channelSubject(id));
    return { noted: count > 0 };
  },
});
