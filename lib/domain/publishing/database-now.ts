import { db, type Tx } from "@/lib/infra/db";

/** The database's clock: what is due, late or lapsed is judged by it alone, since a worker's own may go wrong (standard 2.1, R7). */
export async function databaseNow(tx: Tx = db()): Promise<Date> {
  const [row] = await tx.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`;
  return row.now;
}
