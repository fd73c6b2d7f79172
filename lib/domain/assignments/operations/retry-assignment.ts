import type { Prisma } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import { startAnew, tryAgain } from "../anew";
import { Assignment, RetryAssignment } from "../contract";
import { refuseTakenPlace } from "../duplicates";
import { subjectOf } from "../events";
import { moveClosed, needsForce, retriesSpent } from "../refusals";
import { sendAgain } from "../send-again";
import { findAssignment, lockAssignment, lockAssignmentRevision, type AssignmentRow } from "../store";

export const retryAssignment = operation({
  name: "assignments.retry",
  summary: "Try a failed assignment again, now.",
  effect: "writes",
  permission: "assignments:write",
  input: RetryAssignment,
  output: Assignment,
  refuses: {
    assignment_not_found: "not_found",
    channel_not_found: "not_found",
    invalid_state_transition: "conflict",
    retries_spent: "conflict",
    needs_force: "conflict",
    already_assigned: "conflict",
  },
  subject: ({ id }) => subjectOf(id),

  async run({ id, force, reason }, work) {
    const { tx, now, caller } = work;
    const row = await lockAssignment(tx, id);
    if (row.status !== "failed") throw moveClosed("retried", row.status);
    if (row.retryCount >= row.maxRetries) throw retriesSpent(row.maxRetries);
    const wasTaken = row.cause === "processing_failed";
    if (wasTaken && !force) throw needsForce();
    await refuseTakenPlace(tx, row);
    const overruled = { by: caller.actorName, reason: reason ?? "" };
    await sendAgain(row, wasTaken ? { ...tryAgain(now), ...postAnew(row, overruled, now) } : tryAgain(now), work);
    return findAssignment(tx, id, now);
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockAssignmentRevision(tx, id),
  repeats: { idOf: ({ id }) => id, rebuild: (id, { tx, now }) => findAssignment(tx, id, now) },
});

/** What the platform had taken and then failed to process becomes another post: nothing of the first is kept for it. */
function postAnew(row: AssignmentRow, { by, reason }: { by: string; reason: string }, now: Date) {
  const kept = row.reason as { forced?: { against?: readonly string[] } };
  return {
    ...startAnew(now, now),
    remoteId: null,
    remoteUrl: null,
    watchDueAt: null,
    forced: true,
    reason: {
      ...(row.reason as Prisma.InputJsonObject),
      forced: { by, reason, against: [...(kept.forced?.against ?? []), "processing_failed"] },
    },
  } satisfies Prisma.AssignmentUncheckedUpdateInput;
}
