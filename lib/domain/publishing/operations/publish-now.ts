import { Assignment, OneAssignment } from "@/lib/domain/assignments/contract";
import { startAnew } from "@/lib/domain/assignments/anew";
import { assignmentScheduled, subjectOf } from "@/lib/domain/assignments/events";
import { factOf, findAssignment, findAssignmentRow, lockAssignmentRevision } from "@/lib/domain/assignments/store";
import { operation } from "@/lib/infra/operation";
import { databaseNow } from "../database-now";
import { publishClosed } from "../refusals";

export const publishNow = operation({
  name: "assignments.publish",
  summary: "Publish an assignment now instead of at its time.",
  effect: "writes",
  permission: "assignments:write",
  input: OneAssignment,
  output: Assignment,
  refuses: { assignment_not_found: "not_found", invalid_state_transition: "conflict" },
  subject: ({ id }) => subjectOf(id),

  async run({ id }, work) {
    const { tx } = work;
    await lockAssignmentRevision(tx, id);
    const { status } = await findAssignmentRow(tx, id);
    if (status !== "assigned" && status !== "scheduled") throw publishClosed(status);
    const now = await databaseNow(tx);
    await tx.assignment.update({
      where: { id },
      data: { ...startAnew(now, now), status: "scheduled", scheduledAt: now, revision: { increment: 1 } },
    });
    await work.emit(assignmentScheduled, subjectOf(id), factOf(await findAssignmentRow(tx, id), "Published now."));
    await work.signal("publishing");
    return findAssignment(tx, id, now);
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockAssignmentRevision(tx, id),
  repeats: { idOf: ({ id }) => id, rebuild: (id, { tx, now }) => findAssignment(tx, id, now) },
});
