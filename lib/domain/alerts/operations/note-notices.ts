import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import type { Prisma } from "@/lib/infra/db";
import type { Work } from "@/lib/infra/work";
import { endWaiting, lookAtNotice, subjectOfNotice } from "../notices";
import { GIVE_UP_AFTER, nextTry, TEST } from "../rules";

const noticeInclude = { route: true, alert: { select: { kind: true } } } satisfies Prisma.AlertNoticeInclude;
type NoticeRow = Prisma.AlertNoticeGetPayload<{ include: typeof noticeInclude }>;

export const noteNotices = operation({
  name: "alerts.note-notices",
  summary: "Note how notices fared, and when they are tried again.",
  effect: "writes",
  permission: "alerts:raise",
  input: z.strictObject({
    notice_ids: z.array(z.uuid()).min(1).max(1000),
    trouble: z.string().max(300).nullable().describe("Null where they went out."),
    lasting: z.boolean().describe("Trying again is no use."),
    gone: z.boolean().describe("The receiver wants to hear nothing more."),
  }),
  output: z.strictObject({ noted: z.int() }),
  subject: ({ notice_ids: [id = ""] }) => `alert-notice:${id}`,

  async run({ notice_ids: ids, trouble, lasting, gone }, work) {
    const { tx, now } = work;
    const rows = await tx.alertNotice.findMany({
      where: { id: { in: ids }, state: { not: "sent" } },
      include: noticeInclude,
    });
    const [first] = rows;
    if (!first) return { noted: 0 };
    if (trouble === null) {
      await tx.alertNotice.updateMany({
        where: { id: { in: ids } },
        data: { state: "sent", sentAt: now, trouble: null },
      });
    } else if (gone) {
      await switchOff(work, rows, `${trouble} The route was switched off.`);
    } else if (await hasGivenUp(work, first)) {
      await switchOff(work, rows, `${trouble} Nothing arrived there for five days, so the route was switched off.`);
    } else {
      await tryAgain(work, rows, { trouble, lasting });
    }
    for (const { id, alert } of rows) if (alert.kind === TEST) await work.signal(subjectOfNotice(id));
    return { noted: rows.length };
  },
});

/** All of them at one moment: what failed together in one mail stays together. */
async function tryAgain(
  work: Work,
  rows: readonly NoticeRow[],
  { trouble, lasting }: { trouble: string; lasting: boolean },
): Promise<void> {
  const chance = Math.random();
  const again = (row: NoticeRow) => {
    const over = lasting || row.alert.kind === TEST || !row.route.enabled || row.route.removedAt !== null;
    return over ? null : nextTry(row.attempts, work.now, chance);
  };
  const moments = rows.flatMap((row) => again(row) ?? []).map((at) => at.getTime());
  const dueAt = moments.length === 0 ? work.now : new Date(Math.min(...moments));
  const [ending, going] = [rows.filter((row) => !again(row)), rows.filter((row) => again(row))];
  const idsOf = (some: readonly NoticeRow[]) => ({ id: { in: some.map(({ id }) => id) } });
  await work.tx.alertNotice.updateMany({ where: idsOf(ending), data: { state: "failed", trouble } });
  await work.tx.alertNotice.updateMany({ where: idsOf(going), data: { state: "waiting", trouble, dueAt } });
  for (const { id, routeId, route } of going.slice(0, 1)) {
    await lookAtNotice(work, { id, routeId, way: route.way, test: false }, dueAt);
  }
}

async function switchOff(work: Work, rows: readonly NoticeRow[], trouble: string): Promise<void> {
  const [first] = rows;
  if (!first) return;
  await work.tx.alertNotice.updateMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    data: { state: "failed", trouble },
  });
  const { routeId: id } = first;
  await work.tx.alertRoute.updateMany({
    where: { id, enabled: true },
    data: { enabled: false, revision: { increment: 1 } },
  });
  await endWaiting(work, id, "The route was switched off before this went out.");
}

/** Whether a notice that has used up its tries is not the first: nothing arrived along its route for days. */
async function hasGivenUp({ tx, now }: Work, { route, routeId, alert, attempts }: NoticeRow): Promise<boolean> {
  if (route.way !== "webhook" || alert.kind === TEST || nextTry(attempts, now, 0) !== null) return false;
  const since = new Date(now.getTime() - GIVE_UP_AFTER);
  const taken = await tx.alertNotice.count({ where: { routeId, sentAt: { gt: since } } });
  if (taken > 0) return false;
  const last = await tx.alertNotice.findFirst({
    where: { routeId, state: "sent" },
    orderBy: { createdAt: "desc" },
    select: { createdAt: true },
  });
  const inVain = await tx.alertNotice.count({
    where: {
      routeId,
      attempts: { gt: 0 },
      state: { not: "sent" },
      alert: { kind: { not: TEST } },
      createdAt: { lte: since, ...(last && { gt: last.createdAt }) },
    },
  });
  return inVain > 0;
}
