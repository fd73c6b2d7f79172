import type { z } from "zod";
import type { Tx } from "./db";
import type { JobType } from "./job";

/**
 * What a job that was left under this key and has not ended is about; null where there is none. Under a
 * lock of one's own (`lockUntilCommit`) this tells whether to leave another.
 */
export async function payloadUnderWay<P extends z.ZodType>(
  tx: Tx,
  type: JobType<P>,
  key: string,
): Promise<z.output<P> | null> {
  const [row] = await tx.$queryRaw<{ data: unknown }[]>`
    SELECT data FROM pgboss.job
    WHERE name = ${type.name} AND singleton_key = ${key} AND state IN ('created', 'retry', 'active')
    ORDER BY created_on LIMIT 1`;
  return row ? type.payload.parse(row.data) : null;
}
