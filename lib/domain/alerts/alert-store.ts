import type { Prisma, Tx } from "@/lib/infra/db";
import { MOST_UNSEEN, type Alert } from "./contract";
import { toldBy } from "./alert-words";
import { standingOf } from "./notices";
import { TEST } from "./rules";

export const alertInclude = {
  notices: { include: { route: { select: { name: true, way: true } } }, orderBy: { createdAt: "asc" } },
} satisfies Prisma.AlertInclude;

type AlertRow = Prisma.AlertGetPayload<{ include: typeof alertInclude }>;

export function toAlert(row: AlertRow, now: Date): Alert {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    ...toldBy(row),
    video_id: row.videoId,
    at: row.at.toISOString(),
    count: row.count,
    notices: row.notices.map((notice) => ({
      route_id: notice.routeId,
      route_name: notice.route.name,
      way: notice.route.way,
      attempts: notice.attempts,
      ...standingOf(notice, now),
    })),
  };
}

/** Up to when a person has seen the alerts: what was raised before they came was never theirs to see. */
export async function seenUntil(tx: Tx, userId: string): Promise<Date> {
  const seen = await tx.alertSeen.findUnique({ where: { userId } });
  if (seen) return seen.seenAt;
  const user = await tx.user.findUnique({ where: { id: userId }, select: { createdAt: true } });
  return user?.createdAt ?? new Date(0);
}

export async function countUnseen(tx: Tx, since: Date): Promise<number> {
  const rows = await tx.alert.findMany({
    where: { at: { gt: since }, kind: { not: TEST } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { id: true },
    take: MOST_UNSEEN,
  });
  return rows.length;
}
