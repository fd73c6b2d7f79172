import { fork } from "node:child_process";
import { once } from "node:events";
import { chmod } from "node:fs/promises";
import { loadavg } from "node:os";
import { Client } from "pg";
import { withDatabase } from "@/lib/cli/with-database";
import { databaseUrls } from "@/lib/infra/data-dir";
import { closeDb } from "@/lib/infra/db";
import { env, environmentWith } from "@/lib/infra/env";
import { printRun } from "./report";
import { withBenchFolder } from "./roles";

export interface DeskRun {
  readonly title: string;
  readonly versionCommands?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Measures on a desk's database of its own, gone afterwards, with its files written as durably as a desk's are.
 * The process that measures is a child, because its database is that of its environment. The tables' owner is at
 * hand, to fill them.
 */
export async function withDesk(run: DeskRun, measure: (owner: Client) => Promise<void>): Promise<void> {
  if (process.argv.includes("--as-desk")) {
    await withDatabase(async () => {
      const owner = new Client({ connectionString: databaseUrls(env()).ownerUrl });
      await owner.connect();
      try {
        await measure(owner);
      } finally {
        await owner.end();
        await closeDb();
      }
    });
    return;
  }
  printRun(run.title, run.versionCommands);
  console.log(`Load before: ${(loadavg()[0] ?? NaN).toFixed(1)}`);
  await withBenchFolder(async (folder) => {
    // As root the database is another user, who has to pass through.
    await chmod(folder, 0o711);
    const child = fork(process.argv[1] ?? "", ["--as-desk", ...process.argv.slice(2)], {
      env: environmentWith({
        MARQUEE_DATA_DIR: folder,
        DATABASE_URL: "",
        DATABASE_OWNER_URL: "",
        LOG_LEVEL: "silent",
        ...run.settings,
      }),
    });
    const [code] = (await once(child, "exit")) as [number | null];
    process.exitCode = code ?? 1;
  });
}
