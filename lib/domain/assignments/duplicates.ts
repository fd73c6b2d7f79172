import { isUuid } from "@/lib/core/id";
import type { Tx } from "@/lib/infra/db";
import { alreadyAssigned, channelNotFound } from "./refusals";
import { STANDS_AGAINST } from "./rules";
import type { AssignmentStatus } from "./contract";

/** What stands on a channel already. */
export interface Duplicate {
  readonly assignmentId: string;
  readonly channelId: string;
  readonly status: AssignmentStatus;
  /** Whether it is the very video, or another one with the same film or from the same source. */
  readonly sameVideo: boolean;
}

/**
 * Holds channels until this transaction ends, so that of two who assign to one the second sees what the first did.
 * Attempts, which only name their channel, are not held up. Throws `channel_not_found` for one that is not there.
 */
export async function lockChannels(tx: Tx, ids: readonly string[]): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM channels WHERE id = ANY(${ids.filter(isUuid)}::uuid[]) AND removed_at IS NULL ORDER BY id FOR NO KEY UPDATE`;
  const held = new Set(rows.map(({ id }) => id));
  const missing = ids.find((id) => !held.has(id));
  if (missing !== undefined) throw channelNotFound(missing);
}

/**
 * For each of these channels what stands against the video there, the oldest first. Ask while the channels are
 * locked. `besides` is left out: an assignment does not stand against itself.
 */
export async function duplicatesOn(
  tx: Tx,
  { videoId, channelIds, besides = null }: { videoId: string; channelIds: readonly string[]; besides?: string | null },
): Promise<ReadonlyMap<string, Duplicate>> {
  const rows = await tx.$queryRaw<Duplicate[]>`
    WITH twins AS MATERIALIZED (
      SELECT ${videoId}::text AS id
      UNION SELECT other.id FROM videos other JOIN videos mine ON mine.checksum = other.checksum WHERE mine.id = ${videoId}
      UNION SELECT other.video_id FROM deliveries other JOIN deliveries mine ON mine.source_url = other.source_url
            WHERE mine.video_id = ${videoId}
    )
    SELECT DISTINCT ON (a.channel_id) a.id AS "assignmentId", a.channel_id AS "channelId", a.status::text AS status,
           a.video_id = ${videoId} AS "sameVideo"
    FROM distribution_platform_status a
    WHERE a.video_id IN (SELECT id FROM twins) AND a.channel_id = ANY(${[...channelIds]}::uuid[])
      AND (a.status::text = ANY(${[...STANDS_AGAINST]}) OR (a.status = 'failed' AND a.cause = 'processing_failed')) AND a.id IS DISTINCT FROM ${besides}::uuid
    ORDER BY a.channel_id, a.created_at, a.id`;
  return new Map(rows.map((row) => [row.channelId, row]));
}

interface Again {
  readonly id: string;
  readonly videoId: string;
  readonly channelId: string;
  readonly forced: boolean;
}

/** Before one that had failed goes out after all: throws `already_assigned` where its place has been taken since. */
export async function refuseTakenPlace(tx: Tx, { id, videoId, channelId, forced }: Again): Promise<void> {
  await lockChannels(tx, [channelId]);
  if (forced) return;
  const taken = (await duplicatesOn(tx, { videoId, channelIds: [channelId], besides: id })).get(channelId);
  if (taken) throw alreadyAssigned({ channel_id: channelId, assignment_id: taken.assignmentId });
}

/** The index has the last word on the same video twice: what it says is told as the refusal it is. */
export async function orAlreadyAssigned<T>(channelId: string, write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if ((error as { code?: unknown }).code === "P2002")
      throw alreadyAssigned({ channel_id: channelId, assignment_id: null });
    throw error;
  }
}
