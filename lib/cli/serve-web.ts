import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { ensureCluster } from "@/lib/infra/cluster";
import { ensureSecrets } from "@/lib/infra/data-dir";
import { env, WrongSettings } from "@/lib/infra/env";
import { refuseUnreadyDatabase } from "@/lib/infra/refuse-unready-database";
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
