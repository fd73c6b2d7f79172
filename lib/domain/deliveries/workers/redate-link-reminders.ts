import { db } from "@/lib/infra/db";
import { reminderDueAt } from "../link-rules";
import { copiesSelect, linkEnd } from "../link-store";

const AT_ONCE = 500;

/**
 * A link's end moves with the desk's settings, with the signing key and with the stores its film stands
 * in, and the reminders move along. Those that come due meanwhile are looked at again in any case.
 */
export async function redateLinkReminders(): Promise<void> {
  let last: string | undefined;
  do {
    const rows = await db().linkReminder.findMany({
      where: { sentAt: null, trouble: null, ...(last === undefined ? {} : { id: { gt: last } }) },
      orderBy: { id: "asc" },
      take: AT_ONCE,
      include: { link: { include: { delivery: { select: { copies: copiesSelect } } } } },
    });
    for (const { id, dueAt: before, hoursBefore, link } of rows) {
      const dueAt = reminderDueAt(linkEnd(link, link.delivery.copies).at, hoursBefore);
      if (dueAt.getTime() !== before.getTime())
        await db().linkReminder.updateMany({ where: { id, sentAt: null, trouble: null }, data: { dueAt } });
    }
    last = rows.length === AT_ONCE ? rows.at(-1)?.id : undefined;
  } while (last !== undefined);
}
