import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { channelNeedsReconnecting, channelSubject } from "../events";
import { tryMove } from "../store";

export const expireChannel = operation({
  name: "channels.expire",
  summary: "Note that a platform no longer takes a channel's credentials.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({
    id: z.uuid(),
    reason: z.string().min(1).max(500),
    credentials_revision: z.int().optional().describe("Those that were refused; fresh ones are not touched."),
  }),
  output: z.strictObject({ expired: z.boolean() }),
  subject: ({ id }) => channelSubject(id),

  async run({ id, reason, credentials_revision: credentialsRevision }, work) {
    // Of one that was removed meanwhile nobody has to be told.
    const channel = await work.tx.channel.findFirst({
      where: { id, removedAt: null },
      select: { name: true, platform: true },
    });
    if (channel === null) return { expired: false };
    const where = credentialsRevision === undefined ? {} : { credentialsRevision };
    const expired = await tryMove(work.tx, id, { move: "expire", data: { statusReason: reason }, where });
    if (expired) {
      const fact = { channel_id: id, ...channel, reason };
      await work.emit(channelNeedsReconnecting, channelSubject(id), fact);
    }
    return { expired };
  },
});
