import { z } from "zod";
import { Id } from "@/lib/core/id";
import { Prisma, type Tx } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import { claimable, DEATHS, repeatable } from "../due";
import { Frozen } from "../frozen";
import { BookmarkIn } from "./keep-bookmark";

const Claimed = z.object({
  id: z.string(),
  video_id: z.string(),
  channel_id: z.string(),
  platform: z.string(),
  fence: z.int(),
  /** Milliseconds from this answer by the database's clock; below 0 where it is late. */
  due_in_ms: z.number(),
  /** The same moment as the database's clock shows it, in milliseconds since 1970; 0 where it repeats. */
  due_at_ms: z.number(),
  frozen: Frozen,
  bookmark: BookmarkIn,
  channel_settings: z.record(z.string(), z.unknown()),
  credentials_revision: z.int(),
  retry_count: z.int(),
  max_retries: z.int(),
});
export type Claimed = z.infer<typeof Claimed>;

/**
 * Takes up what is due within the horizon, by the database's clock and for one worker each (standard 2.1, R7); and
 * what is to be sent again under its key.
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
    deaths: z.enum(DEATHS),
  }),
  output: z.object({ claimed: z.array(Claimed) }),
  subject: () => "publishing",

  async run({ deaths, ...claim }, { tx }) {
    const due = await take(tx, { ...claim, condition: claimable(deaths), order: Prisma.sql`a.due_at` });
    const left = claim.limit - due.length;
    const repeats =
      left === 0
        ? []
        : await take(tx, { ...claim, limit: left, condition: repeatable(deaths), order: Prisma.sql`a.lease_until` });
    return { claimed: [...due, ...repeats] };
  },
});

interface Claim {
  readonly worker: string;
  readonly limit: number;
  readonly lease_ms: number;
  readonly condition: Prisma.Sql;
  readonly order: Prisma.Sql;
}

const take = (tx: Tx, { worker, limit, lease_ms: leaseMs, condition, order }: Claim) => tx.$queryRaw<
  z.input<typeof Claimed>[]
>`
  WITH due AS (
    SELECT a.id FROM distribution_platform_status a
    WHERE ${condition} ORDER BY ${order} LIMIT ${limit} FOR UPDATE OF a SKIP LOCKED)
  UPDATE distribution_platform_status a
  SET status = 'publishing', fence = a.fence + 1, worker = ${worker}, revision = a.revision + 1,
      lease_until = greatest(a.due_at, clock_timestamp()) + ${leaseMs} * interval '1 millisecond'
  FROM due, channels c
  WHERE a.id = due.id AND c.id = a.channel_id
  RETURNING a.id, a.video_id, a.channel_id, c.platform, a.fence, a.frozen, a.bookmark, a.retry_count, a.max_retries,
            c.settings AS channel_settings, c.credentials_revision,
            coalesce(extract(epoch FROM a.due_at - clock_timestamp()) * 1000, 0)::float8 AS due_in_ms,
            coalesce(extract(epoch FROM a.due_at) * 1000, 0)::float8 AS due_at_ms`;
