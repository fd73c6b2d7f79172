import { randomUUID } from "node:crypto";
import type { Work } from "@/lib/infra/work";
import type { AlertWay, Notice } from "./contract";
import { sendAlertMail, sendWebhook } from "./jobs";

/** A notice, as far as its sending goes. */
export interface DueNotice {
  readonly id: string;
  readonly routeId: string;
  readonly way: AlertWay;
  readonly test: boolean;
}

/**
 * Has a worker look at a notice at the moment it is due, by the database's clock, which the worker goes by
 * too. Whoever writes `dueAt` calls this.
 */
export async function lookAtNotice(work: Work, { id, routeId, way, test }: DueNotice, dueAt: Date): Promise<void> {
  const options = { key: randomUUID(), startAfter: dueAt };
  if (way === "webhook") await work.enqueue(sendWebhook, { notice_id: id }, options);
  else await work.enqueue(sendAlertMail, { route_id: routeId, test_notice_id: test ? id : null }, options);
}

/** What is called out when something came of a notice. */
export const subjectOfNotice = (id: string) => `alert-notice:${id}`;

interface NoticeRow {
  readonly state: Notice["state"];
  readonly dueAt: Date;
  readonly sentAt: Date | null;
  readonly trouble: string | null;
}

const UNSURE = "The worker was stopped while it sent this mail, so it may not have arrived. It is not sent twice.";

/**
 * How a notice stands. A mail is marked failed before it is sent, so that no worker sends it twice:
 * while its time runs it is on its way, and after that nobody knows.
 */
export function standingOf(row: NoticeRow, now: Date) {
  const claimed = row.state === "failed" && row.trouble === null;
  const state = claimed && row.dueAt > now ? ("waiting" as const) : row.state;
  return {
    state,
    due_at: state === "waiting" ? row.dueAt.toISOString() : null,
    sent_at: row.sentAt?.toISOString() ?? null,
    trouble: claimed && state === "failed" ? UNSURE : row.trouble,
  };
}

/** Ends everything that still waits for a route, where it has come to its end. */
export async function endWaiting(work: Work, routeId: string, trouble: string): Promise<void> {
  await work.tx.alertNotice.updateMany({ where: { routeId, state: "waiting" }, data: { state: "failed", trouble } });
}
