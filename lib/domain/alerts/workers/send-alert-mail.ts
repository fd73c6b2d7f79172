import { insideCaller } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { MailFailed, sendMail } from "@/lib/infra/outbound/mail";
import { alertMail } from "../alert-mail";
import { toldBy } from "../alert-words";
import { claimMail } from "../operations/claim-mail";
import { noteNotices } from "../operations/note-notices";
import { databaseNow } from "./database-now";

interface Due {
  readonly routeId: string;
  /** A test is a mail of its own. */
  readonly testNoticeId: string | null;
}

/**
 * Sends one mail with everything that waits for a route. It is claimed before it is sent, so that it is
 * not sent twice, whenever the worker dies. Where the server did not take it, it is tried again.
 */
export async function sendAlertMail(
  { routeId, testNoticeId }: Due,
  { now: steered }: { readonly now?: Date } = {},
): Promise<void> {
  const now = steered ?? (await databaseNow());
  const asked = testNoticeId === null ? { routeId } : { id: testNoticeId };
  const due = await db().alertNotice.count({ where: { ...asked, state: "waiting", dueAt: { lte: now } } });
  if (due === 0) return;
  const caller = insideCaller("worker", `alert-mail.${routeId}`);
  const claim = { route_id: routeId, test_notice_id: testNoticeId };
  const { notice_ids: ids } = await perform(claimMail, claim, caller, { now });
  if (ids.length === 0) return;
  const { trouble, lasting } = await send(routeId, ids);
  const after = steered ?? (await databaseNow());
  await perform(noteNotices, { notice_ids: ids, trouble, lasting, gone: false }, caller, { now: after });
}

async function send(routeId: string, ids: readonly string[]): Promise<{ trouble: string | null; lasting: boolean }> {
  const { name, email } = await db().alertRoute.findUniqueOrThrow({ where: { id: routeId } });
  if (email === null) return { trouble: "The route was removed before this went out.", lasting: true };
  const notices = await db().alertNotice.findMany({
    where: { id: { in: [...ids] } },
    include: { alert: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const alerts = notices.map(({ alert }) => ({ ...alert, ...toldBy(alert) }));
  try {
    await sendMail({ id: `alert.${ids[0]}`, to: { name, address: email }, ...alertMail(alerts) });
    return { trouble: null, lasting: false };
  } catch (error) {
    if (!(error instanceof MailFailed)) throw error;
    return { trouble: error.message, lasting: error.lasting };
  }
}
