import { z } from "zod";
import { isUuid } from "@/lib/core/id";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { endWaiting, lookAtNotice } from "../notices";
import { quietUntil } from "../quiet-hours";
import { quietHoursOf } from "../route-store";
import { BETWEEN_MAILS, MAIL_LEASE, TEST } from "../rules";

/** How many alerts one mail takes along; what is left over goes with the next. */
const MOST_IN_A_MAIL = 500;

/**
 * Takes everything that waits for a route, for one mail. It is marked failed before the mail is sent and
 * not after: of a worker that dies in between nobody knows how far it came, and no mail is sent twice.
 */
export const claimMail = operation({
  name: "alerts.claim-mail",
  summary: "Take what waits for an e-mail route, for one mail.",
  effect: "writes",
  permission: "alerts:raise",
  input: z.strictObject({ route_id: z.uuid(), test_notice_id: z.uuid().nullable() }),
  output: z.strictObject({ notice_ids: z.array(z.string()) }),
  subject: ({ route_id: id }) => `alert-route:${id}`,

  async run({ route_id: routeId, test_notice_id: testId }, work) {
    const { tx, now } = work;
    await tx.$queryRaw`SELECT 1 AS held FROM alert_routes WHERE id = ${routeId}::uuid FOR UPDATE`;
    const ids = testId === null ? await whatIsDue(work, routeId) : await waiting(work, { id: testId });
    await tx.alertNotice.updateMany({
      where: { id: { in: ids } },
      data: {
        state: "failed",
        trouble: null,
        attempts: { increment: 1 },
        dueAt: new Date(now.getTime() + MAIL_LEASE),
      },
    });
    return { notice_ids: ids };
  },
});

async function whatIsDue(work: Work, routeId: string): Promise<string[]> {
  const { tx, now } = work;
  const route = await tx.alertRoute.findUnique({ where: { id: routeId } });
  if (!route || route.removedAt || !route.enabled) {
    await endWaiting(work, routeId, "The route was switched off before this went out.");
    return [];
  }
  const ofRoute = { routeId, alert: { kind: { not: TEST } } };
  const due = await tx.alertNotice.count({ where: { ...ofRoute, state: "waiting", dueAt: { lte: now } } });
  if (due === 0) return [];
  const later = quietUntil(now, quietHoursOf(route)) ?? (await endOfPause(work, routeId));
  if (later) {
    await tx.alertNotice.updateMany({
      where: { ...ofRoute, state: "waiting", dueAt: { lt: later } },
      data: { dueAt: later },
    });
    await lookAtNotice(work, { id: routeId, routeId, way: "email", test: false }, later);
    return [];
  }
  const ids = await waiting(work, { ...ofRoute, OR: [{ dueAt: { lte: now } }, { attempts: 0 }] });
  if (ids.length <= MOST_IN_A_MAIL) return ids;
  await lookAtNotice(
    work,
    { id: routeId, routeId, way: "email", test: false },
    new Date(now.getTime() + BETWEEN_MAILS),
  );
  return ids.slice(0, MOST_IN_A_MAIL);
}

async function waiting({ tx }: Work, where: object): Promise<string[]> {
  const rows = await tx.alertNotice.findMany({
    where: { ...where, state: "waiting" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
    take: MOST_IN_A_MAIL + 1,
  });
  return rows.map(({ id }) => id).filter(isUuid);
}

/** When the next mail may go out, where the last one is too young; null where none is. */
async function endOfPause({ tx, now }: Work, routeId: string): Promise<Date | null> {
  const last = await tx.alertNotice.findFirst({
    where: {
      routeId,
      state: "sent",
      sentAt: { gt: new Date(now.getTime() - BETWEEN_MAILS) },
      alert: { kind: { not: TEST } },
    },
    orderBy: { createdAt: "desc" },
    select: { sentAt: true },
  });
  return last?.sentAt ? new Date(last.sentAt.getTime() + BETWEEN_MAILS) : null;
}
