import pg from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { appDatabaseUrl, connectionOptions } from "./data-dir";
import { db } from "./db";
import { log } from "./log";

/** So many points in a window that begins with a key's first. The name keeps the counters of two limits apart. */
export interface Limit {
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

/** How a key stands once a point was asked for. */
export interface Standing {
  readonly limit: Limit;
  /** Whether the point was there. */
  readonly allowed: boolean;
  readonly remaining: number;
  /** Whole seconds until the window ends, 1 at least. */
  readonly resetSeconds: number;
  /** Whether this was the first point that was not there: true once in a window, however many processes count. */
  readonly blockBegins: boolean;
}

interface Counters {
  readonly pool: pg.Pool;
  readonly limiters: Map<string, RateLimiterPostgres>;
}

const kept = globalThis as { marqueeCounters?: Counters };

/** Counting takes a millisecond; a database that takes longer than this is not there. */
const PATIENCE = { connectionTimeoutMillis: 2000, query_timeout: 2000 };

/**
 * Takes a point, in one statement, so that no two requests share the last one. Whoever has none left
 * is remembered in memory until the window ends, and costs nothing more. Rejects where the counters
 * cannot be reached: what that means is for the caller to say.
 */
export async function takePoint(limit: Limit, key: string): Promise<Standing> {
  try {
    return standing({ limit, result: await limiter(limit).consume(key), allowed: true });
  } catch (error) {
    if (error instanceof RateLimiterRes) return standing({ limit, result: error, allowed: false });
    throw error;
  }
}

/** Returns a point that `takePoint` took. */
export async function givePointBack(limit: Limit, key: string): Promise<void> {
  const { consumedPoints } = await limiter(limit).reward(key);
  // The memory of who is blocked does not hear of this. It is emptied at the point that ends a block;
  // whoever is still blocked is remembered again at the next try.
  if (consumedPoints === limit.points - 1) limiter(limit).deleteInMemoryBlockedAll();
}

/** Lets a key begin anew. */
export async function forgetPoints(limit: Limit, key: string): Promise<void> {
  await limiter(limit).delete(key);
}

/** Deletes counters whose window is over. The worker calls it; the library's own timer would run in every process. */
export async function sweepCounters(now = new Date()): Promise<void> {
  await db().rateLimit.deleteMany({ where: { expire: { lt: BigInt(now.getTime()) } } });
}

/** Ends the counters' connections; for programs and tests that stop. */
export async function closeCounters(): Promise<void> {
  const counters = kept.marqueeCounters;
  delete kept.marqueeCounters;
  await counters?.pool.end();
}

function limiter({ name, points, seconds }: Limit): RateLimiterPostgres {
  const { pool, limiters } = (kept.marqueeCounters ??= { pool: openPool(), limiters: new Map() });
  const known = `${name} ${points} ${seconds}`;
  let found = limiters.get(known);
  if (!found) {
    found = new RateLimiterPostgres({
      storeClient: pool,
      storeType: "pool",
      tableName: "rate_limits",
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points,
      duration: seconds,
      // One more than there are, so that the first refusal comes from the table and is told from the rest.
      inMemoryBlockOnConsumed: points + 1,
    });
    limiters.set(known, found);
  }
  return found;
}

/**
 * A few connections of its own: a desk whose other connections are all busy can still refuse. A
 * counter that is lost in a crash harms nobody, so none waits for the disk.
 */
function openPool(): pg.Pool {
  const { connectionString, options } = connectionOptions(appDatabaseUrl());
  const pool = new pg.Pool({
    connectionString,
    options: `${options} -c synchronous_commit=off`,
    max: 4,
    allowExitOnIdle: true,
    ...PATIENCE,
  });
  pool.on("error", (error) => log.warn({ err: error }, "a connection of the counters broke"));
  return pool;
}

function standing({ limit, result, allowed }: { limit: Limit; result: RateLimiterRes; allowed: boolean }): Standing {
  const { consumedPoints, remainingPoints, msBeforeNext } = result;
  return {
    limit,
    allowed,
    remaining: Math.min(remainingPoints, limit.points),
    resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
    blockBegins: consumedPoints === limit.points + 1,
  };
}
