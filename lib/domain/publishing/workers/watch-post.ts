import { openAccount } from "@/lib/domain/channels/workers/open-account";
import { insideCaller } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import { failpoint } from "@/lib/infra/failpoint";
import { perform } from "@/lib/infra/operation";
import { isPlatform } from "@/lib/platforms/cards";
import { connectorFor } from "@/lib/platforms/connectors";
import { Frozen } from "../frozen";
import { noteWatch } from "../operations/note-watch";
import { renewedOr } from "./renewed";
import { toolsFor } from "./tools";

const REQUEST_MS = 30_000;

/** Asks the platform whether the audience can see what it has. Reads only, there. */
export async function watchPost({ assignmentId: id }: { assignmentId: string }): Promise<void> {
  const row = await db().assignment.findUnique({
    where: { id },
    include: { channel: { select: { platform: true } }, attempts: { where: { state: "confirmed" } } },
  });
  const [attempt] = row?.attempts ?? [];
  if (row?.status !== "publishing" || !attempt || row.remoteId === null || !isPlatform(row.channel.platform)) return;
  const { channelId, fence, remoteId } = row;
  const caller = insideCaller("worker", `watch.${id}`);
  const about = { id, channel_id: channelId, fence, number: attempt.number };
  const note = (ending: object, tried: object = {}) => perform(noteWatch, { ...about, ending, ...tried }, caller);
  const opened = await openAccount(channelId);
  if (opened.kind !== "open") {
    await note(opened.kind === "later" ? { ...opened, seconds: null } : opened);
    return;
  }
  const connector = await connectorFor(row.channel.platform);
  const { tools } = toolsFor({
    deliveryId: Frozen.parse(row.frozen).media.delivery_id,
    withinMs: REQUEST_MS,
  });
  failpoint("watch-before-ask");
  const { credentialsRevision } = opened;
  const watched = await connector.watch(remoteId, opened.account, tools);
  const ending = await renewedOr(watched, { channelId, credentialsRevision, connector });
  failpoint("watch-after-ask");
  await note(ending, { credentials_revision: credentialsRevision });
  failpoint("watch-after-note");
}
