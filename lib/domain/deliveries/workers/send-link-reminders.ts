import type { JobInsert } from "pg-boss";
import { db } from "@/lib/infra/db";
import { sender } from "@/lib/infra/queue";
import { mailLinkReminder } from "../jobs";

/** So many are read and left at once. */
const BATCH = 500;

/**
 * Leaves a job for each reminder that is due. Each is mailed for itself, so that none waits for another's
 * mail server or is stopped by another's fault. One that is still under way is not left again.
 */
export async function sendLinkReminders(now = new Date()): Promise<void> {
  const boss = await sender();
  let last: string | undefined;
  do {
    const due = await db().linkReminder.findMany({
      where: { sentAt: null, dueAt: { lte: now }, ...(last === undefined ? {} : { id: { gt: last } }) },
      orderBy: { id: "asc" },
      take: BATCH,
      select: { id: true },
    });
    const jobs = due.map(({ id }): JobInsert => ({ data: { reminder_id: id }, singletonKey: id }));
    if (jobs.length > 0) await boss.insert(mailLinkReminder.name, jobs);
    last = due.length === BATCH ? due.at(-1)?.id : undefined;
  } while (last !== undefined);
}
