import { MINUTE } from "@/lib/core/time";
import { NO_JSON, type Prisma } from "@/lib/infra/db";

/** How long before its time one is prepared. */
const PREPARES_BEFORE = 15 * MINUTE;

/**
 * What an edit or a move applies beside its own: what was frozen and prepared belonged to the edition before, and
 * whoever held it writes nothing more.
 */
export function startAnew(scheduledAt: Date | null, now: Date) {
  return {
    edition: { increment: 1 },
    fence: { increment: 1 },
    frozen: NO_JSON,
    frozenAt: null,
    preparedAt: null,
    leaseUntil: null,
    worker: null,
    deaths: 0,
    bookmark: {},
    findings: [],
    dueAt: scheduledAt,
    prepareDueAt: prepareAt(scheduledAt, now),
  } satisfies Prisma.AssignmentUncheckedUpdateManyInput;
}

/**
 * What a retry applies. What was frozen stays, and so do the platform's handles: by them it knows the post again,
 * should the earlier try have taken effect after all.
 */
export function tryAgain(now: Date) {
  return {
    scheduledAt: now,
    dueAt: now,
    prepareDueAt: now,
    preparedAt: null,
    deaths: 0,
    fence: { increment: 1 },
    cause: null,
    errorMessage: null,
    retryCount: { increment: 1 },
  } satisfies Prisma.AssignmentUncheckedUpdateManyInput;
}

/** When preparing begins for something that goes out then; null where nothing is scheduled. */
export function prepareAt(scheduledAt: Date | null, now: Date): Date | null {
  return scheduledAt && new Date(Math.max(now.getTime(), scheduledAt.getTime() - PREPARES_BEFORE));
}
