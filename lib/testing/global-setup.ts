import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ensureCluster } from "@/lib/infra/cluster";
import type { DatabaseUrls } from "@/lib/infra/data-dir";
import { migrate } from "@/lib/infra/migrate";
import { QUEUES } from "@/lib/workers/queues";

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated database that every test file gets a copy of, and the folder for what tests leave. */
    template: DatabaseUrls & { readonly folder: string };
  }
}

/** One throw-away Postgres for the whole run, with a migrated template database in it; and the programs that tests start. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, ["esbuild.config.mjs"], { stdio: "inherit" });
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "marquee-test-")));
  chmodSync(folder, 0o711);
  const cleaner = cleanUpAfterUs(folder);
  const cluster = await ensureCluster(folder, { durable: false });
  const template = { ownerUrl: `${cluster.ownerUrl}_template`, appUrl: `${cluster.appUrl}_template` };
  await migrate({ ...template, queues: QUEUES });
  project.provide("template", { ...template, folder });
  return cleaner;
}

/**
 * A small shell waits for our end of its pipe to close, which happens however we end, Ctrl-C and
 * kill -9 included; then it ends every Postgres below the folder and removes the folder. Returns what
 * makes it do so now.
 */
function cleanUpAfterUs(folder: string): () => Promise<void> {
  const script = `cat >/dev/null
    for file in "$0"/postgres/postmaster.pid "$0"/*/postgres/postmaster.pid "$0"/*/*/postgres/postmaster.pid; do
      [ -e "$file" ] && kill -QUIT "$(head -n 1 "$file")"
    done
    sleep 0.2; rm -rf "$0" || { sleep 1; rm -rf "$0"; }`;
  const shell = spawn("sh", ["-c", script, folder], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  shell.unref();
  return async () => {
    shell.stdin.end();
    if (shell.exitCode === null) await once(shell, "exit");
  };
}
