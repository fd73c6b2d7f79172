import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { channelExpiring, channelSubject } from "../events";
import { spanInWords } from "../health";
import { lockChannel } from "../store";

export const tellExpiring = operation({
  name: "channels.tell-expiring",
  summary: "Tell that a channel's sign-in ends soon.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({ id: z.uuid(), credentials_revision: z.int() }),
  output: z.strictObject({ told: z.boolean() }),
  refuses: { channel_not_found: "not_found" },
  subject: ({ id }) => channelSubject(id),

  async run({ id, credentials_revision: revision }, work) {
    const { name, platform, credentialsExpireAt, credentialsRevision } = await lockChannel(work.tx, id);
    if (credentialsRevision !== revision || credentialsExpireAt === null || credentialsExpireAt <= work.now)
      return { told: false };
    // Another worker told it since this one looked: the request is named for the channel and the revision.
    const before = { requestId: work.caller.requestId, operation: "channels.tell-expiring", outcome: "done" };
    if ((await work.tx.auditEntry.count({ where: before })) > 0) return { told: false };
    const reason = `Its sign-in ends in ${spanInWords(credentialsExpireAt.getTime() - work.now.getTime())}.`;
    const fact = { channel_id: id, name, platform, reason, expires_at: credentialsExpireAt.toISOString() };
    await work.emit(channelExpiring, channelSubject(id), fact);
    return { told: true };
  },
});
