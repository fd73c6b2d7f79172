import pg from "pg";
import { appDatabaseUrl, connectionOptions } from "./data-dir";
import { log } from "./log";

/** Somebody else held it for longer than we were ready to wait. */
export class StillHeld extends Error {
  override readonly name = "StillHeld";
}

const CONNECT_MS = 5000;
/** Postgres: a lock was not given within `lock_timeout`. */
const NOT_GIVEN = "55P03";

/**
 * Runs `work` while nobody else in any process runs theirs under the same name. The lock is a session's
 * own, on a connection beside the pool: what takes as long as somebody else's server does holds no
 * transaction open, and takes no connection that `work` itself may need. It ends with the process,
 * however that dies. Where the connection breaks, `work` goes on unguarded: what it writes has to
 * name what it was made of. Throws `StillHeld` after `waitMs`.
 */
export async function withSessionLock<T>(name: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connectionOptions(appDatabaseUrl()), connectionTimeoutMillis: CONNECT_MS });
  client.on("error", (error) => log.warn({ err: error, lock: name }, "a lock's connection broke"));
  await client.connect();
  try {
    // A Postgres of somebody else may end sessions that are idle for a while, and this one is by design.
    await client.query("SELECT set_config('lock_timeout', $1, false), set_config('idle_session_timeout', '0', false)", [
      String(waitMs),
    ]);
    await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [name]).catch((error: unknown) => {
      throw error instanceof pg.DatabaseError && error.code === NOT_GIVEN ? new StillHeld(name) : error;
    });
    return await work();
  } finally {
    await client.end().catch(() => undefined);
  }
}
