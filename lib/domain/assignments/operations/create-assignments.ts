import { randomUUID } from "node:crypto";
import type { Prisma } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { prepareAt } from "../anew";
import { CreateAssignments, CreatedAssignments, type Decision } from "../contract";
import { decide, type Decided } from "../decisions";
import { duplicatesOn, lockChannels, orAlreadyAssigned } from "../duplicates";
import { assignmentCreated, assignmentScheduled, subjectOf } from "../events";
import { lateRow, plansOf, refuseMisfits, type Plan } from "../plans";
import { preflight, standing } from "../preflight";
import { filmOf, flightOf } from "../preflight-store";
import { assigningRefused } from "../refusals";
import { assignmentInclude, factOf, toAssignments, type AssignmentRow } from "../store";

/** All of them or none: who asks for five channels does not have to find out which three it became. */
export const createAssignments = operation({
  name: "assignments.create",
  summary: "Assign a video to channels, now, for a time, or without one.",
  effect: "writes",
  permission: "assignments:write",
  input: CreateAssignments,
  output: CreatedAssignments,
  refuses: {
    video_not_found: "not_found",
    channel_not_found: "not_found",
    already_assigned: "conflict",
    channel_inactive: "conflict",
    preflight_failed: "unprocessable",
  },
  answers: { 200: "Decided, with `dry_run`; nothing was changed.", 201: "Assigned." },
  subject: ({ video_id: id }) => `video:${id}`,

  async run(input, work) {
    const planned = await planFor(input, work);
    const decided = planned.map(({ decision }) => decision);
    if (input.dry_run) return { assignments: [], decisions: decided.map(toDecision) };
    const [refused] = decided.filter(({ stands }) => stands !== null);
    if (refused?.stands) throw assigningRefused(refused.stands, decided.map(toDecision));

    const made = await assign(planned, { input, work });
    for (const row of made) {
      await work.record({ operation: "assignments.create", subject: subjectOf(row.id), outcome: "done" });
      await work.emit(assignmentCreated, subjectOf(row.id), factOf(row, reasonOf(row)));
      if (row.status === "scheduled") await work.emit(assignmentScheduled, subjectOf(row.id), factOf(row, null));
    }
    await work.signal("publishing");
    return answerOf(made, decided.map(toDecision), work);
  },

  respond: ({ assignments }) => ({ status: assignments.length === 0 ? 200 : 201 }),
  repeats: {
    idOf: ({ assignments: [first] }) => (first ? (first.assignment_reason as unknown as Kept).batch : REHEARSED),
    async rebuild(batch, work, input) {
      if (batch === REHEARSED) {
        const planned = await planFor(input, work);
        return { assignments: [], decisions: planned.map(({ decision }) => toDecision(decision)) };
      }
      const rows = await work.tx.assignment.findMany({
        where: { videoId: input.video_id, reason: { path: ["batch"], equals: batch } },
        include: assignmentInclude,
        orderBy: { id: "asc" },
      });
      return answerOf(rows, rows.map(asDecided), work);
    },
  },
});

/** What is kept of a request that changed nothing. */
const REHEARSED = "dry-run";

interface Planned {
  readonly plan: Plan;
  readonly decision: Decided;
}

/** Looks at every pair of the video and a channel. The channels stay locked until the transaction ends. */
async function planFor(input: CreateAssignments, { tx, now }: Work): Promise<Planned[]> {
  const plans = plansOf(input, now);
  lateRow(input.late_policy);
  const video = await filmOf(tx, input.video_id);
  const channelIds = plans.map(({ channelId }) => channelId);
  await lockChannels(tx, channelIds);
  const channels = new Map(
    (await tx.channel.findMany({ where: { id: { in: channelIds } }, select: channelSelect })).map((row) => [
      row.id,
      row,
    ]),
  );
  const pairs = plans.flatMap((plan) => {
    const channel = channels.get(plan.channelId);
    return channel ? [{ plan, channel }] : [];
  });
  refuseMisfits(input, pairs);
  const duplicates = await duplicatesOn(tx, { videoId: input.video_id, channelIds });
  return pairs.map(({ plan, channel }) => {
    const findings = preflight(flightOf(plan, { video, channel, now }));
    return { plan, decision: decide({ channel, findings, duplicate: duplicates.get(channel.id) ?? null }, input) };
  });
}

const channelSelect = {
  id: true,
  name: true,
  status: true,
  platform: true,
  defaultCaption: true,
  defaultSettings: true,
  credentialsExpireAt: true,
} satisfies Prisma.ChannelSelect;

interface Asked {
  readonly input: CreateAssignments;
  readonly work: Work;
}

async function assign(planned: readonly Planned[], { input, work }: Asked): Promise<AssignmentRow[]> {
  const { tx, now, caller } = work;
  const batch = randomUUID();
  const data = planned.map(({ plan: { channelId, scheduledAt, caption, settings }, decision }) => {
    const forced = decision.outcome === "forced";
    return {
      videoId: input.video_id,
      channelId,
      method: "manual" as const,
      reason: {
        by: caller.actorName,
        batch,
        ...(forced ? { forced: { reason: input.reason ?? "", against: [...decision.against] } } : {}),
      },
      status: scheduledAt ? ("scheduled" as const) : ("assigned" as const),
      scheduledAt,
      dueAt: scheduledAt,
      prepareDueAt: prepareAt(scheduledAt, now),
      caption,
      settings: settings as Prisma.InputJsonObject,
      ...lateRow(input.late_policy),
      forced,
      findings: standing(decision.findings, { forced }),
      createdAt: now,
      createdBy: caller.actorName,
    };
  });
  const made = await orAlreadyAssigned(
    planned.map(({ plan }) => plan.channelId).join(", "),
    tx.assignment.createManyAndReturn({ data, select: { id: true } }),
  );
  return tx.assignment.findMany({
    where: { id: { in: made.map(({ id }) => id) } },
    include: assignmentInclude,
    orderBy: { id: "asc" },
  });
}

async function answerOf(rows: readonly AssignmentRow[], decisions: readonly Decision[], { tx, now }: Work) {
  const madeOn = new Map(rows.map(({ id, channelId }) => [channelId, id]));
  return {
    assignments: await toAssignments(tx, rows, now),
    decisions: decisions.map((decision) => ({
      ...decision,
      assignment_id: madeOn.get(decision.channel_id) ?? decision.assignment_id,
    })),
  };
}

const toDecision = ({ against: _against, stands: _stands, ...decision }: Decided): Decision => decision;

/** What this operation writes into `assignment_reason`. */
interface Kept {
  readonly batch: string;
  readonly forced?: { readonly reason: string; readonly against: readonly [Against, ...Against[]] };
}
type Against = NonNullable<Decision["code"]>;

/** The decision as the row remembers it, for a request that is repeated. */
function asDecided(row: AssignmentRow): Decision {
  const { forced } = row.reason as unknown as Kept;
  return {
    channel_id: row.channelId,
    outcome: forced ? "forced" : "assigned",
    code: forced?.against[0] ?? null,
    sentence: forced ? `Forced: ${forced.reason}` : "Nothing stood against it.",
    assignment_id: row.id,
    findings: row.findings as Decision["findings"],
  };
}

const reasonOf = ({ reason }: AssignmentRow) => (reason as unknown as Kept).forced?.reason ?? null;
