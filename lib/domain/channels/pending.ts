import type { Work } from "@/lib/infra/work";
import { assignmentSubject, pendingCancelled } from "./events";

/**
 * Cancels what is still to go out through a channel, in the transaction that removes it. Its table belongs
 * to a later module, which an earlier one may not call: what is written here is that module's move
 * `cancel`, and a test holds the fact that is told against that module's own. Returns how many.
 */
export async function cancelPending(work: Work, channel: { id: string; platform: string }): Promise<number> {
  const { tx, now } = work;
  const cancelled = await tx.assignment.updateManyAndReturn({
    where: { channelId: channel.id, status: { in: ["assigned", "scheduled"] } },
    data: {
      status: "cancelled",
      // Whoever prepares one of them at this moment writes nothing more.
      fence: { increment: 1 },
      revision: { increment: 1 },
      dueAt: null,
      prepareDueAt: null,
      worker: null,
      leaseUntil: null,
    },
  });
  const facts = cancelled.map((row) => ({
    type: pendingCancelled.name,
    subject: assignmentSubject(row.id),
    requestId: work.caller.requestId,
    occurredAt: now,
    payload: pendingCancelled.payload.parse({
      assignment_id: row.id,
      video_id: row.videoId,
      channel_id: row.channelId,
      platform: channel.platform,
      distribution_method: row.method,
      status: row.status,
      scheduled_at: row.scheduledAt?.toISOString() ?? null,
      retry_count: row.retryCount,
      cause: row.cause,
      reason: "Its channel was removed.",
      remote_id: row.remoteId,
      remote_url: row.remoteUrl,
    }),
  }));
  // All at once: a busy channel may have thousands, and this is one transaction.
  await tx.outboxEvent.createMany({ data: facts });
  return cancelled.length;
}

/** How many go out through it at this moment. */
export const countPublishing = ({ tx }: Work, channelId: string): Promise<number> =>
  tx.assignment.count({ where: { channelId, status: "publishing" } });

/** What was sent, or is about to be, and may be there. */
export const countOpen = ({ tx }: Work, channelId: string): Promise<number> =>
  tx.assignment.count({ where: { channelId, status: { in: ["publishing", "unconfirmed"] } } });
