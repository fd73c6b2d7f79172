import type { Prisma } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { startAnew } from "../anew";
import { Assignment, EditAssignment } from "../contract";
import { orAlreadyAssigned, refuseTakenPlace } from "../duplicates";
import { assignmentScheduled, subjectOf } from "../events";
import { ASSIGNMENT_MOVES } from "../lifecycle";
import { lateRow, settingsMisfits, slotOrRefusal } from "../plans";
import { standing } from "../preflight";
import { findingsFor, type Planned } from "../preflight-store";
import { moveClosed, needsForce, preflightFailed, wrongFields } from "../refusals";
import {
  factOf,
  findAssignment,
  findAssignmentRow,
  lockAssignment,
  lockAssignmentRevision,
  type AssignmentRow,
} from "../store";

/** The row is the only truth of when and what: nothing else remembers the time or the words of before. */
export const editAssignment = operation({
  name: "assignments.edit",
  summary: "Move an assignment, change what goes out, or what happens when it is late.",
  effect: "writes",
  permission: "assignments:write",
  input: EditAssignment,
  output: Assignment,
  refuses: {
    assignment_not_found: "not_found",
    channel_not_found: "not_found",
    invalid_state_transition: "conflict",
    already_assigned: "conflict",
    needs_force: "conflict",
    preflight_failed: "unprocessable",
  },
  subject: ({ id }) => subjectOf(id),

  async run({ id, scheduled_at: time, caption, settings, late_policy: late }, work) {
    const { tx, now } = work;
    const row = await lockAssignment(tx, id);
    if (!EDITABLE.some((status) => status === row.status)) throw moveClosed("changed", row.status);
    const moved = time === undefined ? null : await move(time, row, work);
    const data = {
      ...moved,
      ...(caption === undefined ? {} : { caption }),
      ...(settings === undefined ? {} : { settings: settings as Prisma.InputJsonObject }),
      ...(late === undefined ? {} : lateRow(late)),
    };
    // Patience with being late is nothing that is published: what was prepared stays prepared.
    const anew = time !== undefined || caption !== undefined || settings !== undefined;
    const findings = anew ? await findingsThen({ ...row, ...data }, { caption, settings }, work) : null;
    await orAlreadyAssigned(
      row.channelId,
      tx.assignment.update({
        where: { id },
        data: {
          ...(anew ? startAnew(moved ? moved.scheduledAt : row.scheduledAt, now) : {}),
          ...data,
          ...(findings ? { findings } : {}),
          revision: { increment: 1 },
        },
      }),
    );
    const after = await findAssignmentRow(tx, id);
    if (after.status === "scheduled") {
      if (moved)
        await work.emit(assignmentScheduled, subjectOf(id), factOf(after, `Moved by ${work.caller.actorName}.`));
      await work.signal("publishing");
    }
    return findAssignment(tx, id, now);
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockAssignmentRevision(tx, id),
});

const EDITABLE = ASSIGNMENT_MOVES.schedule.from;

/** What a new time changes; null takes the time away. Whatever the old one was, past or to come, does not matter. */
async function move(time: string | null, row: AssignmentRow, { tx, now }: Work) {
  if (time === null) {
    if (row.status === "failed") throw moveClosed("left without a time", row.status);
    return { scheduledAt: null, status: "assigned" as const };
  }
  const scheduledAt = slotOrRefusal(time, now);
  if (row.status !== "failed") return { scheduledAt, status: "scheduled" as const };
  // The platform had it once: a new time alone must not post it again.
  if (row.cause === "processing_failed") throw needsForce();
  await refuseTakenPlace(tx, row);
  return { scheduledAt, status: "scheduled" as const, cause: null, errorMessage: null, retryCount: 0 };
}

/** The row as it will be. */
interface Then extends Planned {
  readonly forced: boolean;
  readonly channel: AssignmentRow["channel"];
}
interface Edited {
  readonly caption?: string | null | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

/** What stands against it after the edit. Throws where the words that were just written do not fit the platform. */
async function findingsThen(row: Then, { caption, settings }: Edited, { tx, now }: Work) {
  const misfits = settings === undefined ? {} : settingsMisfits(settings, row.channel);
  if (Object.keys(misfits).length > 0) throw wrongFields(misfits);
  const findings = await findingsFor(tx, row, now);
  const against = standing(findings, row);
  const written = caption === undefined ? [] : against.filter(({ field }) => field === "caption");
  if (written.length > 0) throw preflightFailed(written);
  return against;
}
