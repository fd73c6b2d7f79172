import { randomUUID } from "node:crypto";
import { z } from "zod";
import { isUuid } from "@/lib/core/id";
import type { Tx } from "@/lib/infra/db";
import { lockUntilCommit } from "@/lib/infra/lock";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { alertWords, type Known } from "../alert-words";
import { lookAtNotice } from "../notices";
import { quietUntil } from "../quiet-hours";
import { quietHoursOf, routeRows, type RouteRow } from "../route-store";
import { MOST_ROUTES } from "../contract";
import { alarmOf, GATHERS_LOSSES, nextMail, type Alarm } from "../rules";

export const raiseAlert = operation({
  name: "alerts.raise",
  summary: "Make an alert of an event, and notices of it for every route that wants it.",
  effect: "writes",
  permission: "alerts:raise",
  input: z.strictObject({ event_id: z.uuid() }),
  output: z.strictObject({ alert_id: z.string().nullable() }),
  subject: ({ event_id: id }, output) => (output?.alert_id ? `alert:${output.alert_id}` : `event:${id}`),

  async run({ event_id: eventId }, work) {
    const { tx } = work;
    const event = await tx.outboxEvent.findUnique({ where: { id: eventId } });
    const alarm = event && alarmOf(event);
    if (!alarm) return { alert_id: null };
    const gathered = await gatheredBy(work, { alarm, event });
    if (gathered !== null) return { alert_id: gathered };
    const { videoId, ...known } = await whatIsKnown(tx, alarm);
    const at = event.occurredAt;
    const alert = { id: randomUUID(), eventId, kind: alarm.kind, subject: event.subject, videoId, at };
    // A job that is done again finds that there is one.
    const data = { ...alert, ...alertWords(alarm, known) };
    const { count } = await tx.alert.createMany({ data, skipDuplicates: true });
    if (count === 0) return { alert_id: null };
    const routes = await routeRows(tx, { enabled: true, kinds: { has: alarm.kind } }, MOST_ROUTES);
    for (const route of routes) await sendAlong(work, route, alert.id);
    return { alert_id: alert.id };
  },
});

interface Raised {
  readonly alarm: Alarm;
  readonly event: { readonly id: string; readonly occurredAt: Date };
}

/**
 * The alert that tells of a lost copy along with others of its store, which is one more by this; null where
 * there is none to take it. Nobody hears of it anew: a store that is gone is not ten thousand messages.
 */
async function gatheredBy(work: Work, { alarm, event }: Raised): Promise<string | null> {
  if (alarm.kind !== "copy.lost") return null;
  const { tx, caller } = work;
  const { kind, told } = alarm;
  await lockUntilCommit(tx, `alert:${kind}:${told.store}`);
  const [since, until] = [-GATHERS_LOSSES, GATHERS_LOSSES].map((ms) => new Date(event.occurredAt.getTime() + ms));
  const [first] = await tx.$queryRaw<{ id: string; event_id: string }[]>`
    SELECT a.id, a.event_id FROM alerts a JOIN outbox_events e ON e.id = a.event_id
    WHERE a.kind = ${kind} AND a.at > ${since} AND a.at < ${until} AND e.payload->>'store' = ${told.store}
    ORDER BY a.at DESC, a.id DESC LIMIT 1`;
  if (!first || first.event_id === event.id) return null;
  // A job that is done again has its entry in the trail from the first time.
  const before = { requestId: caller.requestId, operation: "alerts.raise", outcome: "done" };
  if ((await tx.auditEntry.count({ where: before })) === 0)
    await tx.alert.update({ where: { id: first.id }, data: { count: { increment: 1 } } });
  return first.id;
}

async function sendAlong(work: Work, route: RouteRow, alertId: string): Promise<void> {
  const { id: routeId, way } = route;
  const earliest = way === "webhook" ? work.now : nextMail(work.now, await lastSentAt(work.tx, routeId));
  const dueAt = quietUntil(earliest, quietHoursOf(route)) ?? earliest;
  const id = randomUUID();
  await work.tx.alertNotice.create({ data: { id, alertId, routeId, createdAt: work.now, dueAt } });
  await lookAtNotice(work, { id, routeId, way, test: false }, dueAt);
}

async function lastSentAt(tx: Tx, routeId: string): Promise<Date | null> {
  const last = await tx.alertNotice.findFirst({
    where: { routeId, state: "sent" },
    orderBy: { createdAt: "desc" },
    select: { sentAt: true },
  });
  return last?.sentAt ?? null;
}

/** A refused delivery has no row, and its video may be there already or not. A channel's trouble is no video's. */
async function whatIsKnown(tx: Tx, { kind, told }: Alarm): Promise<Known & { videoId: string | null }> {
  const video =
    "video_id" in told
      ? await tx.video.findUnique({ where: { id: told.video_id }, select: { id: true, title: true } })
      : null;
  const channel =
    "channel_id" in told && isUuid(told.channel_id)
      ? await tx.channel.findUnique({ where: { id: told.channel_id }, select: { name: true } })
      : null;
  const delivery =
    kind === "delivery.failed"
      ? await tx.delivery.findUnique({ where: { id: told.audit_log_id }, select: { errorMessage: true } })
      : null;
  return {
    videoId: video?.id ?? null,
    title: video?.title ?? null,
    channel: channel?.name ?? null,
    reason: delivery?.errorMessage ?? null,
  };
}
