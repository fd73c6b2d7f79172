import { PgBoss } from "pg-boss";
import { appDatabaseUrl, connectionOptions } from "./data-dir";
import { log } from "./log";

/** The pg-boss schema beside ours, in the same Postgres. `npm run migrate` makes it. */
export const QUEUE_SCHEMA = "pgboss";

const kept = globalThis as { marqueeSender?: Promise<PgBoss> };

/** The queue as web and CLI use it: they leave jobs, and tend nothing. */
export function sender(): Promise<PgBoss> {
  return (kept.marqueeSender ??= remembered(open({ supervise: false, schedule: false })));
}

/** The queue as a worker uses it: it takes jobs, is woken by NOTIFY, and keeps the house (lost jobs, dead letters). */
export function openWorkerQueue(): Promise<PgBoss> {
  kept.marqueeSender = open({
    supervise: true,
    schedule: true,
    useListenNotify: true,
    // Lost workers are noticed within one heartbeat and one of these passes.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    // Rebuilding an index wants its owner, and `marquee_app` owns nothing.
    reindex: false,
  });
  return kept.marqueeSender;
}

export async function closeQueue(): Promise<void> {
  const boss = await kept.marqueeSender;
  // Forgotten only afterwards: what is still being finished leaves its jobs here, and must not open another.
  await boss?.stop({ graceful: true, timeout: 25_000 });
  delete kept.marqueeSender;
}

/** A start that failed is forgotten, so that the next call tries again. */
function remembered(opening: Promise<PgBoss>): Promise<PgBoss> {
  opening.catch(() => {
    if (kept.marqueeSender === opening) delete kept.marqueeSender;
  });
  return opening;
}

async function open(options: ConstructorParameters<typeof PgBoss>[0] & object): Promise<PgBoss> {
  const boss = new PgBoss({
    ...connectionOptions(appDatabaseUrl()),
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    max: 5,
    ...options,
  });
  boss.on("error", (error) => log.error({ err: error }, "the queue had a fault"));
  try {
    await boss.start();
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw error;
  }
  return boss;
}
