import type { Prisma } from "@/lib/infra/db";
import type { Work } from "@/lib/infra/work";
import { orAlreadyAssigned } from "./duplicates";
import { assignmentScheduled, subjectOf } from "./events";
import { factOf, findAssignmentRow, type AssignmentRow } from "./store";

/** Puts one that had failed among those that go out, tells of it, and has the dispatcher look at once. */
export async function sendAgain(
  { id, channelId }: Pick<AssignmentRow, "id" | "channelId">,
  data: Prisma.AssignmentUncheckedUpdateInput,
  work: Work,
): Promise<void> {
  const { tx, caller } = work;
  const change = { ...data, status: "scheduled" as const, revision: { increment: 1 } };
  await orAlreadyAssigned(channelId, tx.assignment.update({ where: { id }, data: change }));
  const after = await findAssignmentRow(tx, id);
  await work.emit(assignmentScheduled, subjectOf(id), factOf(after, `Tried again by ${caller.actorName}.`));
  await work.signal("publishing");
}
