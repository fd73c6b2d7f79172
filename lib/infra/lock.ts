import type { Tx } from "./db";

/** Holds everyone else who names the same thing off until this transaction ends; works before a row exists. */
export async function lockUntilCommit(tx: Tx, name: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}
