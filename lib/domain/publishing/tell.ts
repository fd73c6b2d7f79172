import {
  assignmentFailed,
  type AssignmentFact,
  assignmentPublished,
  assignmentScheduled,
  assignmentUnconfirmed,
  subjectOf,
} from "@/lib/domain/assignments/events";
import type { Work } from "@/lib/infra/work";

/** The states that the world hears of. `publishing` is none of its business. */
const TOLD = [
  ["published", assignmentPublished],
  ["failed", assignmentFailed],
  ["unconfirmed", assignmentUnconfirmed],
  ["scheduled", assignmentScheduled],
] as const;

/** Tells the state of assignments that were just moved there, in one write for each state. */
export async function tellChanges(work: Work, moved: readonly AssignmentFact[]): Promise<void> {
  for (const [status, type] of TOLD) {
    const facts = moved.filter((fact) => fact.status === status);
    await work.emitAll(
      type,
      facts.map((payload) => ({ subject: subjectOf(payload.assignment_id), payload })),
    );
  }
}
