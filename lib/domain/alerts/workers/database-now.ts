import { db } from "@/lib/infra/db";

/** Notices are due by the database's clock, as the queue's jobs are: a worker's own may go wrong. */
export async function databaseNow(): Promise<Date> {
  const [row] = await db().$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`;
  return row.now;
}
