import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "@/prisma/generated/client";
import { appDatabaseUrl, connectionOptions } from "./data-dir";

const kept = globalThis as { marqueeDb?: PrismaClient };

/** A database that hangs is told apart from one that works: connecting takes no longer, nor does any one statement. */
const PATIENCE = { connectionTimeoutMillis: 5000, query_timeout: 15_000 };

/**
 * The database, connected when first asked for: `next build` loads modules without having one.
 * Kept on `globalThis` so that hot reload does not pile up pools.
 */
export function db(): PrismaClient {
  return (kept.marqueeDb ??= new PrismaClient({
    adapter: new PrismaPg({ ...connectionOptions(appDatabaseUrl()), max: 20, ...PATIENCE }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  }));
}

/** Ends the pool; for programs that stop. */
export async function closeDb(): Promise<void> {
  await kept.marqueeDb?.$disconnect();
  delete kept.marqueeDb;
}

export type Tx = Prisma.TransactionClient;
export { Prisma };
/** No JSON at all, where a column that may be null is written: a plain null would be the JSON `null`. */
export const NO_JSON = Prisma.DbNull;
