import { isUuid } from "@/lib/core/id";
import type { Prisma, Tx } from "@/lib/infra/db";
import type { Assignment, Finding } from "./contract";
import type { AssignmentFact } from "./events";
import { assignmentNotFound } from "./refusals";
import { contentOf } from "./rules";
import { standingOf, type LastAttempt } from "./standing";

export const assignmentInclude = {
  channel: {
    select: {
      platform: true,
      status: true,
      maxPerHour: true,
      breakerOpenUntil: true,
      removedAt: true,
      defaultCaption: true,
      defaultSettings: true,
    },
  },
} satisfies Prisma.AssignmentInclude;

export type AssignmentRow = Prisma.AssignmentGetPayload<{ include: typeof assignmentInclude }>;

const at = (moment: Date | null) => moment?.toISOString() ?? null;

/** Rows as the wire has them, with where each stands now. */
export async function toAssignments(tx: Tx, rows: readonly AssignmentRow[], now: Date): Promise<Assignment[]> {
  const attempts = await lastAttempts(
    tx,
    rows.map(({ id }) => id),
  );
  const stops = new Set((await tx.stop.findMany({ select: { scope: true } })).map(({ scope }) => scope));
  return rows.map((row) =>
    toAssignment(row, {
      stopped: stops.has("all") || stops.has(`platform:${row.channel.platform}`),
      attempt: attempts.get(row.id) ?? null,
      now,
    }),
  );
}

interface Around {
  readonly stopped: boolean;
  readonly attempt: LastAttempt | null;
  readonly now: Date;
}

function toAssignment(row: AssignmentRow, around: Around): Assignment {
  const content = contentOf(row, row.channel);
  return {
    id: row.id,
    video_id: row.videoId,
    channel_id: row.channelId,
    distribution_method: row.method,
    assignment_reason: row.reason as Record<string, unknown>,
    score: row.score,
    status: row.status,
    scheduled_at: at(row.scheduledAt),
    retry_count: row.retryCount,
    max_retries: row.maxRetries,
    error_message: row.errorMessage,
    cause: row.cause,
    caption: row.caption,
    settings: row.settings as Record<string, unknown>,
    late_policy: { action: row.lateAction, after_minutes: row.lateAfterMinutes },
    item_id: row.itemId,
    live_at: at(row.liveAt),
    revision: row.revision,
    remote_id: row.remoteId,
    remote_url: row.remoteUrl,
    forced: row.forced,
    effective_caption: content.caption,
    effective_settings: { ...content.settings },
    findings: row.findings as Finding[],
    standing: standingOf(row, { channel: row.channel, ...around }),
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
  };
}

/** Prisma would read every attempt of every assignment to find the newest of each. */
async function lastAttempts(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, LastAttempt>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<({ assignmentId: string } & LastAttempt)[]>`
    SELECT last.assignment_id AS "assignmentId", last.number, last.state::text AS state, last.started_at AS "startedAt",
           last.look_due_at AS "lookDueAt", last.trouble
    FROM unnest(${[...ids]}::uuid[]) AS assignment(id)
    CROSS JOIN LATERAL (
      SELECT * FROM publishing_attempts WHERE assignment_id = assignment.id ORDER BY number DESC LIMIT 1
    ) AS last`;
  return new Map(rows.map(({ assignmentId, ...attempt }) => [assignmentId, attempt]));
}

export async function findAssignmentRow(tx: Tx, id: string): Promise<AssignmentRow> {
  const row = isUuid(id) ? await tx.assignment.findUnique({ where: { id }, include: assignmentInclude }) : null;
  if (!row) throw assignmentNotFound(id);
  return row;
}

export async function findAssignment(tx: Tx, id: string, now: Date): Promise<Assignment> {
  const [assignment] = await toAssignments(tx, [await findAssignmentRow(tx, id)], now);
  if (!assignment) throw assignmentNotFound(id);
  return assignment;
}

/** The revision a change starts from; whoever else changes or takes it up waits until this transaction ends. */
export async function lockAssignmentRevision(tx: Tx, id: string): Promise<number | null> {
  if (!isUuid(id)) return null;
  const [row] = await tx.$queryRaw<{ revision: number }[]>`
    SELECT revision FROM distribution_platform_status WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return row?.revision ?? null;
}

/** The assignment as the last change left it, and nobody changes it before this transaction ends. */
export async function lockAssignment(tx: Tx, id: string): Promise<AssignmentRow> {
  await lockAssignmentRevision(tx, id);
  return findAssignmentRow(tx, id);
}

/** What an event tells of it. `reason` is a sentence. */
export function factOf(
  row: Omit<AssignmentRow, "channel"> & { channel: { platform: string } },
  reason: string | null,
): AssignmentFact {
  return {
    assignment_id: row.id,
    video_id: row.videoId,
    channel_id: row.channelId,
    platform: row.channel.platform,
    distribution_method: row.method,
    status: row.status,
    scheduled_at: at(row.scheduledAt),
    retry_count: row.retryCount,
    cause: row.cause,
    reason,
    remote_id: row.remoteId,
    remote_url: row.remoteUrl,
  };
}
