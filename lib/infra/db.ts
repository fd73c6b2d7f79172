import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient, type Prisma } from "@/prisma/generated/client";
import { appDatabaseUrl, connectionOptions } from "./data-dir";

const kept = globalThis as { marqueeDb?: PrismaClient };

/**
 * The database, connected when first asked for: `next build` loads modules without having one.
 * Kept on `globalThis` so that hot reload does not pile up pools.
 */
export function db(): PrismaClient {
  return (kept.marqueeDb ??= new PrismaClient({
    adapter: new PrismaPg({ ...connectionOptions(appDatabaseUrl()), max: 20 }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  }));
}

/** Ends the pool; for programs that stop. */
export async function closeDb(): Promise<void> {
  await kept.marqueeDb?.$disconnect();
  delete kept.marqueeDb;
}

export type Tx = Prisma.TransactionClient;
export type { Prisma };
