import { ensureCluster, stopCluster } from "@/lib/infra/cluster";
import { databaseUrls, ensureSecrets } from "@/lib/infra/data-dir";
import { env } from "@/lib/infra/env";
import { migrate } from "@/lib/infra/migrate";
import { QUEUES } from "@/lib/workers/queues";
import { runningDesk } from "./desk-file";

/**
 * Does `work` with the database of the settings: the embedded one is made and started when it is
 * down, and stopped afterwards when it was, unless a desk began to use it meanwhile. `work` ends its
 * own connections. Throws `WrongSettings`.
 */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  const settings = env();
  ensureSecrets(settings);
  if (settings.DATABASE_URL !== undefined) return await work();
  const { started } = await ensureCluster(settings.MARQUEE_DATA_DIR);
  try {
    await migrate({ ...databaseUrls(settings), queues: QUEUES });
    return await work();
  } finally {
    if (started && runningDesk(settings.MARQUEE_DATA_DIR) === undefined) await stopCluster(settings.MARQUEE_DATA_DIR);
  }
}

/** Migrates the database of the settings, the embedded one too. */
export async function migrateDesk(): Promise<void> {
  const settings = env();
  // The embedded one is migrated on the way.
  if (settings.DATABASE_URL === undefined) await withDatabase(() => Promise.resolve());
  else await migrate({ ...databaseUrls(settings), queues: QUEUES });
}
