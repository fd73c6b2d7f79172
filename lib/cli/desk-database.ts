import { setTimeout as pause } from "node:timers/promises";
import { ensureCluster, runningPostmaster } from "@/lib/infra/cluster";
import { databaseUrls } from "@/lib/infra/data-dir";
import type { Env } from "@/lib/infra/env";
import { migrate } from "@/lib/infra/migrate";
import { QUEUES } from "@/lib/workers/queues";

const LOOK_EVERY_MS = 2_000;

/** Brings up the database of the settings and migrates it: ready for web and worker. */
export async function ensureDatabase(settings: Env): Promise<void> {
  if (settings.DATABASE_URL === undefined) await ensureCluster(settings.MARQUEE_DATA_DIR);
  await migrate({ ...databaseUrls(settings), queues: QUEUES });
}

/**
 * Looks every two seconds whether the embedded cluster still runs, and starts it anew when it does
 * not. `moved` is called when it came up elsewhere, because its old port was taken. Returns what
 * ends the watch, a start that is under way included.
 */
export function watchCluster(settings: Env, moved: () => void, say: (line: string) => void): () => Promise<void> {
  if (settings.DATABASE_URL !== undefined) return () => Promise.resolve();
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      await pause(LOOK_EVERY_MS, undefined, { signal: over.signal }).catch(() => undefined);
      if (over.signal.aborted || runningPostmaster(settings.MARQUEE_DATA_DIR) !== undefined) continue;
      say("the database ended; starting it again");
      const before = databaseUrls(settings).appUrl;
      try {
        const { appUrl } = await ensureCluster(settings.MARQUEE_DATA_DIR);
        if (appUrl !== before) moved();
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
    }
  })();
  return () => {
    over.abort();
    return watching;
  };
}
