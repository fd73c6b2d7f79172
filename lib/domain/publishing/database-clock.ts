import { db } from "@/lib/infra/db";

const LOOKS = 3;

/**
 * What `performance.now()` is when the database's clock stands at a moment, given in milliseconds since 1970; never too
 * soon. An answer was read before it came, so of several the quickest is right but for its own way back.
 */
export async function databaseClock(): Promise<(databaseMs: number) => number> {
  let ahead = Number.POSITIVE_INFINITY;
  for (let look = 0; look < LOOKS; look += 1) {
    const [{ ms }] = await db().$queryRaw<[{ ms: number }]>`
      SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms`;
    ahead = Math.min(ahead, performance.now() - ms);
  }
  return (databaseMs) => databaseMs + ahead;
}
