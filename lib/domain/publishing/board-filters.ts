import { Prisma } from "@/lib/infra/db";
import { literally } from "@/lib/infra/like";
import type { z } from "zod";
import type { GetBoard, Needs } from "./contract";

type Filters = Omit<z.output<typeof GetBoard>, "limit" | "cursor">;

/** Later than this is late: what is being sent at its time is not. */
const LATE = Prisma.sql`clock_timestamp() - interval '1 minute'`;

const late = Prisma.sql`(a.status IN ('scheduled', 'publishing') AND a.scheduled_at < ${LATE})`;

/** What somebody looks for, of an assignment `a` on its channel `c`. */
const NEEDS: Readonly<Record<Needs, Prisma.Sql>> = {
  failed: Prisma.sql`a.status = 'failed'`,
  unconfirmed: Prisma.sql`a.status = 'unconfirmed'`,
  late,
  // Whatever does not go on by itself.
  me: Prisma.sql`(a.status IN ('failed', 'unconfirmed') OR (a.status = 'scheduled' AND a.findings <> '[]')
    OR (a.status = 'scheduled' AND c.status <> 'active' AND a.scheduled_at < ${LATE}))`,
};

/** The filters of the board as conditions on an assignment `a`, its channel `c` and its video `v`; they all hold at once. */
export function conditionsOf({ needs, status, cause, channel_id: channelId, q, from, to }: Filters): Prisma.Sql {
  const conditions = [
    status ? Prisma.sql`a.status = ${status}::assignment_status` : Prisma.sql`a.status <> 'cancelled'`,
    ...(needs ? [NEEDS[needs]] : []),
    ...(cause ? [Prisma.sql`a.cause = ${cause}`] : []),
    ...(channelId ? [Prisma.sql`a.channel_id::text = ${channelId}`] : []),
    ...(q ? [Prisma.sql`v.title ILIKE ${`%${literally(q)}%`}`] : []),
    ...(from ? [Prisma.sql`a.scheduled_at >= ${new Date(from)}`] : []),
    ...(to ? [Prisma.sql`a.scheduled_at < ${new Date(to)}`] : []),
  ];
  return Prisma.join(conditions, " AND ");
}

/** How many assignments each filter finds, over all: separate counts, each along an index of its own. */
export const countsOfNeeds = Prisma.sql`
  SELECT ${Prisma.join(
    (Object.keys(NEEDS) as Needs[]).map(
      (
        needs,
      ) => Prisma.sql`(SELECT count(*)::int FROM distribution_platform_status a JOIN channels c ON c.id = a.channel_id
        WHERE a.status IN ('scheduled', 'publishing', 'failed', 'unconfirmed') AND ${NEEDS[needs]}) AS ${Prisma.raw(needs)}`,
    ),
  )}`;
