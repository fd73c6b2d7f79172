import { z } from "zod";
import { Id } from "@/lib/core/id";
import { operation } from "@/lib/infra/operation";
import { Claimed } from "./claim-due";

/** What is sent once more under the same key, because nobody knows what came of the try before: its lease has passed. */
export const claimRepeats = operation({
  name: "publishing.claim-repeats",
  summary: "Take up what is sent again under its key.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({
    worker: Id,
    limit: z.int().min(1).max(1000),
    lease_ms: z.int().min(1),
    suspects: z.boolean(),
  }),
  output: z.object({ claimed: z.array(Claimed) }),
  subject: () => "publishing",

  async run({ worker, limit, lease_ms: leaseMs, suspects }, { tx }) {
    const claimed = await tx.$queryRaw<z.input<typeof Claimed>[]>`
      WITH due AS (
        SELECT a.id FROM distribution_platform_status a JOIN channels c ON c.id = a.channel_id
        WHERE a.status = 'publishing' AND a.lease_until <= clock_timestamp() AND (a.deaths > 0) = ${suspects}
          AND EXISTS (SELECT FROM publishing_attempts t WHERE t.assignment_id = a.id AND t.state = 'unknown')
          AND c.status = 'active' AND c.removed_at IS NULL
          AND (c.breaker_open_until IS NULL OR c.breaker_open_until <= clock_timestamp())
          AND NOT EXISTS (SELECT FROM publishing_stops s WHERE s.scope IN ('all', 'platform:' || c.platform))
        ORDER BY a.lease_until LIMIT ${limit} FOR UPDATE OF a SKIP LOCKED)
      UPDATE distribution_platform_status a
      SET fence = a.fence + 1, worker = ${worker}, revision = a.revision + 1,
          lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
      FROM due, channels c
      WHERE a.id = due.id AND c.id = a.channel_id
      RETURNING a.id, a.video_id, a.channel_id, c.platform, a.fence, a.frozen, a.bookmark, a.retry_count, a.max_retries,
                c.settings AS channel_settings, c.credentials_revision, 0::float8 AS due_in_ms`;
    return { claimed };
  },
});
