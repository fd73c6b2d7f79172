import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { tryAgain } from "../anew";
import { MOST_RETRIED, RetriedByCause, RetryByCause } from "../contract";
import { duplicatesOn, lockChannels } from "../duplicates";
import { subjectOf } from "../events";
import { sendAgain } from "../send-again";

/** What the platform had taken is never among them: posting that anew wants a look at each. */
export const retryByCause = operation({
  name: "assignments.retry-by-cause",
  summary: "Try everything again that failed on one channel for one cause.",
  effect: "writes",
  permission: "assignments:write",
  input: RetryByCause,
  output: RetriedByCause,
  refuses: { channel_not_found: "not_found" },
  subject: ({ channel_id: id }) => `channel:${id}`,

  async run({ channel_id: channelId, cause }, work) {
    const { tx, now } = work;
    await lockChannels(tx, [channelId]);
    const group = { channelId, status: "failed" as const, cause };
    const failed = await tx.assignment.count({ where: group });
    const open = cause === "processing_failed" ? [] : await takeOpen(work, { channelId, cause });
    let retried = 0;
    for (const row of open) {
      if (await isTaken(work, row)) continue;
      await sendAgain(row, tryAgain(now), work);
      await work.record({ operation: "assignments.retry", subject: subjectOf(row.id), outcome: "done" });
      retried += 1;
    }
    // Those beyond one call's measure were not looked at, and are not counted.
    const refused = Math.min(failed, open.length < MOST_RETRIED ? failed : open.length) - retried;
    return { retried, refused };
  },

  repeats: {
    idOf: ({ retried, refused }) => `${retried} ${refused}`,
    rebuild: (kept) => {
      const [retried = 0, refused = 0] = kept.split(" ").map(Number);
      return Promise.resolve({ retried, refused });
    },
  },
});

interface Open {
  readonly id: string;
  readonly videoId: string;
  readonly channelId: string;
  readonly forced: boolean;
}

/** Those that may be retried, locked. One that somebody else has in hand is theirs. */
function takeOpen({ tx }: Work, { channelId, cause }: { channelId: string; cause: string }): Promise<Open[]> {
  return tx.$queryRaw<Open[]>`
    SELECT id, video_id AS "videoId", channel_id AS "channelId", forced FROM distribution_platform_status
    WHERE channel_id = ${channelId}::uuid AND status = 'failed' AND cause = ${cause} AND retry_count < max_retries
    ORDER BY scheduled_at, id LIMIT ${MOST_RETRIED} FOR NO KEY UPDATE SKIP LOCKED`;
}

async function isTaken({ tx }: Work, { id, videoId, channelId, forced }: Open): Promise<boolean> {
  if (forced) return false;
  return (await duplicatesOn(tx, { videoId, channelIds: [channelId], besides: id })).size > 0;
}
