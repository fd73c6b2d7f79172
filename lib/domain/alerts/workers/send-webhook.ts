import { insideCaller } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { perform } from "@/lib/infra/operation";
import type { Resolve } from "@/lib/infra/outbound/guard";
import { ALERT_SECRET, ALERT_URL } from "@/lib/infra/sealed-columns";
import { unseal } from "@/lib/infra/secrets";
import { toldBy } from "../alert-words";
import { claimWebhook } from "../operations/claim-webhook";
import { noteNotices } from "../operations/note-notices";
import { databaseNow } from "./database-now";
import { postWebhook, type Taken } from "./post-webhook";

interface Options {
  /** A steered clock, and somebody else to ask for names: for tests. */
  readonly now?: Date;
  readonly resolve?: Resolve;
}

/** Sends a notice to its webhook, where it is due; what comes of it decides whether and when it is sent again. */
export async function sendWebhook(
  { noticeId }: { noticeId: string },
  { now: steered, resolve }: Options = {},
): Promise<void> {
  const now = steered ?? (await databaseNow());
  const seen = await db().alertNotice.findUnique({ where: { id: noticeId }, select: { state: true, dueAt: true } });
  if (seen?.state !== "waiting" || seen.dueAt > now) return;
  const caller = insideCaller("worker", `notice.${noticeId}`);
  const { claimed } = await perform(claimWebhook, { notice_id: noticeId }, caller, { now });
  if (!claimed) return;
  const { trouble, gone, lasting } = await post(noticeId, resolve);
  const after = steered ?? (await databaseNow());
  await perform(noteNotices, { notice_ids: [noticeId], trouble, gone, lasting }, caller, { now: after });
}

async function post(id: string, resolve: Resolve | undefined): Promise<Taken & { lasting: boolean }> {
  const { route, alert } = await db().alertNotice.findUniqueOrThrow({
    where: { id },
    include: { route: true, alert: true },
  });
  const opened = openRoute(route);
  if (!opened) return { trouble: "The address cannot be read any more: give it anew.", gone: false, lasting: true };
  const { MARQUEE_URL: desk } = env();
  const body = {
    type: "alert",
    alert_id: alert.id,
    kind: alert.kind,
    ...toldBy(alert),
    count: alert.count,
    subject: alert.subject,
    video_url: alert.videoId === null ? null : `${desk}/desk/videos/${alert.videoId}`,
    at: alert.at.toISOString(),
  };
  return { ...(await postWebhook({ ...opened, id, body, resolve })), lasting: false };
}

interface Sealed {
  readonly id: string;
  readonly urlSealed: string | null;
  readonly secretSealed: string | null;
}

/** Null where the route was removed meanwhile, or the secret that sealed it is gone from the ring. */
function openRoute({ id, urlSealed, secretSealed }: Sealed): { url: string; secret: string } | null {
  if (urlSealed === null || secretSealed === null) return null;
  try {
    return {
      url: unseal(urlSealed, ALERT_URL.placeOf(id)),
      secret: unseal(secretSealed, ALERT_SECRET.placeOf(id)),
    };
  } catch {
    return null;
  }
}
