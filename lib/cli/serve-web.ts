import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { ensureCluster } from "@/lib/infra/cluster";
import { appDatabaseUrl, connectionOptions, ensureSecrets } from "@/lib/infra/data-dir";
import { env, WrongSettings } from "@/lib/infra/env";
import { tablesAreCurrent } from "@/lib/infra/migrate";
import { projectRoot } from "@/lib/infra/project-root";
import { webProgram } from "./programs";

/**
 * Serves the built screens until it is told to stop. Returns the exit code. Throws `WrongSettings`
 * when there is no build, no secrets, or no database that is up to date.
 */
export async function serveWeb(): Promise<number> {
  const settings = env();
  ensureSecrets(settings);
  if (!existsSync(join(projectRoot(), ".next/BUILD_ID")))
    throw new WrongSettings('There is no build yet: run "npm run build" first.');
  if (settings.DATABASE_URL === undefined) await ensureCluster(settings.MARQUEE_DATA_DIR);
  await refuseUnreadyDatabase();

  const { command, args, env: environment } = webProgram(settings, false);
  const child = spawn(command, args, { cwd: projectRoot(), env: environment, stdio: "inherit" });
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => child.kill(name));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/** Refuses, in a sentence, a database that does not answer or is not of this version. */
export async function refuseUnreadyDatabase(): Promise<void> {
  const client = new Client({ ...connectionOptions(appDatabaseUrl()), connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    if (await tablesAreCurrent(client)) return;
  } catch (error) {
    throw new WrongSettings(
      `The database of DATABASE_URL cannot be used (${error instanceof Error ? error.message : String(error)}): see that it runs, and that "npm run migrate" ran once.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
  throw new WrongSettings('The database is not of this version: run "npm run migrate" first.');
}
