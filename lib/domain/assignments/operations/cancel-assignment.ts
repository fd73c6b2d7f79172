import { operation } from "@/lib/infra/operation";
import { Assignment, OneAssignment } from "../contract";
import { assignmentCancelled, subjectOf } from "../events";
import { ASSIGNMENT_MOVES } from "../lifecycle";
import { moveClosed } from "../refusals";
import { factOf, findAssignment, findAssignmentRow, lockAssignment, lockAssignmentRevision } from "../store";

/** Its row stays, as the record of what was meant to go out. */
export const cancelAssignment = operation({
  name: "assignments.cancel",
  summary: "Cancel an assignment that has not gone out.",
  effect: "writes",
  permission: "assignments:write",
  input: OneAssignment,
  output: Assignment,
  refuses: { assignment_not_found: "not_found", invalid_state_transition: "conflict" },
  subject: ({ id }) => subjectOf(id),

  async run({ id }, work) {
    const { tx, now, caller } = work;
    const { from, to } = ASSIGNMENT_MOVES.cancel;
    const row = await lockAssignment(tx, id);
    if (!from.some((status) => status === row.status)) throw moveClosed("cancelled", row.status);
    await tx.assignment.update({
      where: { id },
      data: {
        status: to,
        // Whoever is preparing it writes nothing more.
        fence: { increment: 1 },
        dueAt: null,
        prepareDueAt: null,
        leaseUntil: null,
        worker: null,
        revision: { increment: 1 },
      },
    });
    const after = await findAssignmentRow(tx, id);
    await work.emit(assignmentCancelled, subjectOf(id), factOf(after, `Cancelled by ${caller.actorName}.`));
    return findAssignment(tx, id, now);
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockAssignmentRevision(tx, id),
});
