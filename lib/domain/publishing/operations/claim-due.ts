import { z } from "zod";
import { Id } from "@/lib/core/id";
import { operation } from "@/lib/infra/operation";
import { HORIZON_MS } from "../rules";

export const Claimed = z.object({
  id: z.string(),
  video_id: z.string(),
  channel_id: z.string(),
  platform: z.string(),
  fence: z.int(),
  /** Milliseconds by the database's clock, from the moment of this answer; below 0 where it is late. */
  due_in_ms: z.number(),
  frozen: z.unknown(),
  bookmark: z.unknown(),
  channel_settings: z.unknown(),
  credentials_revision: z.int(),
  retry_count: z.int(),
  max_retries: z.int(),
});
export type Claimed = z.infer<typeof Claimed>;

/**
 * Takes up what is due within the horizon, by the database's clock and for one worker each (standard 2.1, R7). What
 * was with a worker that died is taken up alone: were it the reason, nothing else dies with it.
 */
export const claimDue = operation({
  name: "publishing.claim-due",
  summary: "Take up the assignments that are due next.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({
    worker: Id,
    limit: z.int().min(1).max(1000),
    lease_ms: z.int().min(1),
    suspects: z.boolean().describe("Only those that were with a worker that died."),
  }),
  output: z.object({ claimed: z.array(Claimed) }),
  subject: () => "publishing",

  async run({ worker, limit, lease_ms: leaseMs, suspects }, { tx }) {
    const horizonMs = suspects ? 0 : HORIZON_MS;
    const claimed = await tx.$queryRaw<z.input<typeof Claimed>[]>`
      WITH due AS (
        SELECT a.id FROM distribution_platform_status a JOIN channels c ON c.id = a.channel_id
        WHERE a.status = 'scheduled' AND a.due_at <= clock_timestamp() + ${horizonMs} * interval '1 millisecond'
          AND a.prepared_at IS NOT NULL
          AND (a.deaths > 0) = ${suspects}
          AND a.scheduled_at + a.late_after_minutes * interval '1 minute' >= clock_timestamp()
          AND c.status = 'active' AND c.removed_at IS NULL
          AND (c.breaker_open_until IS NULL OR c.breaker_open_until <= clock_timestamp())
          AND NOT EXISTS (SELECT FROM publishing_stops s WHERE s.scope IN ('all', 'platform:' || c.platform))
        ORDER BY a.due_at, a.id LIMIT ${limit} FOR UPDATE OF a SKIP LOCKED)
      UPDATE distribution_platform_status a
      SET status = 'publishing', fence = a.fence + 1, worker = ${worker}, revision = a.revision + 1,
          lease_until = greatest(a.due_at, clock_timestamp()) + ${leaseMs} * interval '1 millisecond'
      FROM due, channels c
      WHERE a.id = due.id AND c.id = a.channel_id
      RETURNING a.id, a.video_id, a.channel_id, c.platform, a.fence, a.frozen, a.bookmark, a.retry_count, a.max_retries,
                c.settings AS channel_settings, c.credentials_revision,
                (extract(epoch FROM a.due_at - clock_timestamp()) * 1000)::float8 AS due_in_ms`;
    return { claimed };
  },
});
