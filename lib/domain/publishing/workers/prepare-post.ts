import { openAccount } from "@/lib/domain/channels/workers/open-account";
import { insideCaller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { failpoint } from "@/lib/infra/failpoint";
import { log } from "@/lib/infra/log";
import { perform } from "@/lib/infra/operation";
import { isPlatform } from "@/lib/platforms/cards";
import { connectorFor } from "@/lib/platforms/connectors";
import type { Bookmark } from "@/lib/platforms/contract";
import { postOf } from "../frozen";
import { beginPreparing } from "../operations/begin-preparing";
import { keepBookmark } from "../operations/keep-bookmark";
import { notePreparing } from "../operations/note-preparing";
import { renewedOr } from "./renewed";
import { toolsFor } from "./tools";

/** How long one request of preparing may take: it may carry a whole film. */
const REQUEST_MS = 30 * 60_000;

/** Freezes what goes out and brings it to the platform as far as nobody sees it. Whoever has been taken over stops. */
export async function preparePost({ assignmentId: id }: { assignmentId: string }): Promise<void> {
  const caller = insideCaller("worker", `prepare.${id}`);
  const { taken } = await perform(beginPreparing, { id }, caller);
  if (!taken) return;
  failpoint("prepare-after-begin");
  const { fence, channel_id: channelId, platform, frozen, bookmark } = taken;
  const note = (ending: object, revision?: number) => {
    const tried = revision === undefined ? {} : { credentials_revision: revision };
    return perform(notePreparing, { id, channel_id: channelId, fence, ending, ...tried }, caller);
  };
  const opened = await openAccount(channelId);
  if (opened.kind !== "open") {
    await note(opened.kind === "later" ? { ...opened, seconds: null } : opened);
    return;
  }
  if (!isPlatform(platform)) throw new Error(`There is no platform ${platform}.`);
  const connector = await connectorFor(platform);
  const { tools } = toolsFor({ deliveryId: frozen.media.delivery_id, withinMs: REQUEST_MS });
  const save = async (handles: Bookmark) => {
    failpoint("prepare-before-save");
    await perform(keepBookmark, { id, fence, bookmark: handles }, caller);
    failpoint("prepare-after-save");
  };
  try {
    const post = postOf({ id, videoId: taken.video_id }, frozen);
    const about = { channelId, credentialsRevision: opened.credentialsRevision, connector };
    const ending = await renewedOr(await connector.prepare(post, opened.account, tools, bookmark, save), about);
    failpoint("prepare-before-note");
    await note(ending, opened.credentialsRevision);
    failpoint("prepare-after-note");
  } catch (error) {
    if (error instanceof Refusal && error.code === "taken_over") return;
    if (!(error instanceof Refusal)) throw error;
    log.warn({ err: error, assignment: id }, "preparing broke off");
    await note({ kind: "later", seconds: null, reason: error.message });
  }
}

/** Preparing this has cost worker after worker its life: it is left to a person. */
export async function buryPreparing({ assignmentId: id }: { assignmentId: string }): Promise<void> {
  const caller = insideCaller("worker", `prepare.${id}`);
  const { taken } = await perform(beginPreparing, { id }, caller);
  if (!taken) return;
  const reason = "The worker that prepared it was lost, three times in a row. Look at it before it is tried again.";
  const ending = { kind: "worker-lost", reason };
  await perform(notePreparing, { id, channel_id: taken.channel_id, fence: taken.fence, ending }, caller);
}
