import {
  assignmentFailed,
  AssignmentFact,
  assignmentPublished,
  assignmentScheduled,
  assignmentUnconfirmed,
  subjectOf,
} from "@/lib/domain/assignments/events";
import type { Prisma } from "@/lib/infra/db";
import type { Work } from "@/lib/infra/work";

/** The states that the world hears of. `publishing` is none of its business. */
const TOLD = {
  published: assignmentPublished,
  failed: assignmentFailed,
  unconfirmed: assignmentUnconfirmed,
  scheduled: assignmentScheduled,
} as const;

/** Tells the present state of assignments that were just moved, in one write. */
export async function tellChanges({ tx, caller, now }: Work, ids: readonly string[]): Promise<void> {
  const rows = await tx.assignment.findMany({
    where: { id: { in: [...ids] } },
    include: { channel: { select: { platform: true } } },
  });
  const data = rows.flatMap((row): Prisma.OutboxEventCreateManyInput[] => {
    const type = TOLD[row.status as keyof typeof TOLD];
    if (!Object.hasOwn(TOLD, row.status)) return [];
    const payload: AssignmentFact = {
      assignment_id: row.id,
      video_id: row.videoId,
      channel_id: row.channelId,
      platform: row.channel.platform,
      distribution_method: row.method,
      status: row.status,
      scheduled_at: row.scheduledAt?.toISOString() ?? null,
      retry_count: row.retryCount,
      cause: row.cause,
      reason: row.errorMessage,
      remote_id: row.remoteId,
      remote_url: row.remoteUrl,
    };
    return [
      {
        type: type.name,
        subject: subjectOf(row.id),
        payload: AssignmentFact.parse(payload),
        requestId: caller.requestId,
        occurredAt: now,
      },
    ];
  });
  if (data.length > 0) await tx.outboxEvent.createMany({ data });
}
