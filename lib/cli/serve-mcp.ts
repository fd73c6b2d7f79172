import { pino } from "pino";
import { mcpOverStdio } from "@/lib/edge/mcp/stdio";
import { closeDb } from "@/lib/infra/db";
import { env, WrongSettings } from "@/lib/infra/env";
import { log, openLog } from "@/lib/infra/log";
import { closeQueue } from "@/lib/infra/queue";
import { closeCounters } from "@/lib/infra/rate-limit";
import { closeSignals } from "@/lib/infra/signal";
import { listenForStop } from "./stop-signals";
import { withDatabase } from "./with-database";

/** Serves one agent until it leaves. Throws `WrongSettings`. */
export async function serveMcp(): Promise<void> {
  // Standard output belongs to the protocol; a line of the log there would break it.
  Reflect.set(log, pino.symbols.streamSym, process.stderr);
  openLog();
  const key = env().MARQUEE_API_KEY;
  if (key === undefined) throw new WrongSettings("Set MARQUEE_API_KEY to the API key that this agent shall act with.");
  const { signal } = listenForStop();
  await withDatabase(async () => {
    await mcpOverStdio(key, signal);
    await Promise.all([closeQueue(), closeSignals(), closeCounters()]);
    await closeDb();
  });
}
