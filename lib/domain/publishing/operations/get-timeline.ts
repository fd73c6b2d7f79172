import { OneAssignment } from "@/lib/domain/assignments/contract";
import { findAssignmentRow } from "@/lib/domain/assignments/store";
import { subjectOf } from "@/lib/domain/assignments/events";
import { operation } from "@/lib/infra/operation";
import type { Prisma } from "@/lib/infra/db";
import { Evidence, Timeline, type AttemptOut, type TimelineEntry } from "../contract";

const MOST = 500;

/** The life of an assignment: what was done to it, what was told, and every try with its evidence. */
export const getTimeline = operation({
  name: "assignments.timeline",
  summary: "Everything that happened to an assignment: acts, events and every attempt with its evidence.",
  effect: "reads",
  permission: "assignments:read",
  input: OneAssignment,
  output: Timeline,
  refuses: { assignment_not_found: "not_found" },
  subject: ({ id }) => subjectOf(id),

  async run({ id }, { tx }) {
    await findAssignmentRow(tx, id);
    const subject = subjectOf(id);
    const [attempts, acts, events] = await Promise.all([
      tx.attempt.findMany({ where: { assignmentId: id }, orderBy: { number: "asc" } }),
      tx.auditEntry.findMany({ where: { subject }, orderBy: [{ at: "asc" }, { id: "asc" }], take: MOST }),
      tx.outboxEvent.findMany({ where: { subject }, orderBy: [{ occurredAt: "asc" }, { id: "asc" }], take: MOST }),
    ]);
    const tries = attempts.map(toAttempt);
    const entries = [...acts.map(actOf), ...events.map(eventOf), ...tries.flatMap(entriesOf)];
    return {
      assignment_id: id,
      attempts: tries,
      entries: entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    };
  },
});

function toAttempt(row: Prisma.AttemptGetPayload<object>): AttemptOut {
  return {
    number: row.number,
    state: row.state,
    marker: row.marker,
    request_hash: row.requestHash,
    started_at: row.startedAt.toISOString(),
    deadline: row.deadline.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
    remote_id: row.remoteId,
    sentence: row.trouble,
    looks: row.looks,
    look_due_at: row.lookDueAt?.toISOString() ?? null,
    evidence: Evidence.parse(row.evidence),
  };
}

const NOTHING = { detail: null, actor: null, operation: null, code: null, attempt: null } as const;

function actOf(row: Prisma.AuditEntryGetPayload<object>): TimelineEntry {
  const title = row.outcome === "refused" ? `Refused: ${row.operation}` : row.operation;
  return {
    ...NOTHING,
    at: row.at.toISOString(),
    kind: "act",
    title,
    actor: row.actorName,
    operation: row.operation,
    code: row.code,
  };
}

function eventOf(row: Prisma.OutboxEventGetPayload<object>): TimelineEntry {
  const { reason } = row.payload as { reason?: string | null };
  return { ...NOTHING, at: row.occurredAt.toISOString(), kind: "event", title: row.type, detail: reason ?? null };
}

/** A try, and every look for it. */
function entriesOf(attempt: AttemptOut): TimelineEntry[] {
  const { number, evidence } = attempt;
  const tried: TimelineEntry = {
    ...NOTHING,
    at: attempt.started_at,
    kind: "attempt",
    title: `Attempt ${number}`,
    detail: attempt.sentence,
    attempt: number,
  };
  const looks = evidence.looks.map((look): TimelineEntry => ({
    ...NOTHING,
    at: look.at,
    kind: "look",
    title: "Looked on the platform",
    detail: look.sentence,
    attempt: number,
  }));
  return [tried, ...looks];
}
