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

/**
 * Measures on a trail in a database of its own, gone afterwards: of as many entries as the command names, or
 * 100,000. The process that measures is a child, because its database is that of its environment.
 */
export async function withTrail(title: string, measure: (entries: number) => Promise<void>): Promise<void> {
  const entries = Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 100_000);
  if (process.argv.includes("--as-desk")) {
    await withDatabase(async () => {
      await fill(entries);
      await measure(entries);
      await closeDb();
    });
    return;
  }
  printRun(`${title} at ${entries} entries`);
  console.log(`Load before: ${(loadavg()[0] ?? NaN).toFixed(1)}`);
  await withBenchFolder(async (folder) => {
    // As root the database is another user, who has to pass through.
    await chmod(folder, 0o711);
    const child = fork(process.argv[1] ?? "", ["--as-desk", String(entries)], {
      env: environmentWith({ MARQUEE_DATA_DIR: folder, DATABASE_URL: "", DATABASE_OWNER_URL: "", LOG_LEVEL: "silent" }),
    });
    const [code] = (await once(child, "exit")) as [number | null];
    process.exitCode = code ?? 1;
  });
}

/** One entry each second up to now, of 50 people and 5 kinds, one in a hundred refused: as a busy desk writes them. */
async function fill(entries: number): Promise<void> {
  const owner = new Client({ connectionString: databaseUrls(env()).ownerUrl });
  await owner.connect();
  await owner.query(
    `INSERT INTO audit_entries (id, at, actor_id, actor_name, door, operation, subject, outcome, code, request_id, address)
     SELECT uuidv7(n * interval '-1 second'), now() - n * interval '1 second', 'user:' || n % 50, 'Somebody ' || n % 50,
            'desk', (array['videos.edit', 'deliveries.publish', 'deliveries.finish', 'deliveries.open-link', 'access.sign-in'])[1 + n % 7919 % 5],
            'video:vid_' || md5((n % 20000)::text), CASE n % 100 WHEN 0 THEN 'refused' ELSE 'done' END,
            CASE n % 100 WHEN 0 THEN 'forbidden' END, 'request-' || n, '203.0.113.7'
     FROM generate_series($1::int, 1, -1) n`,
    [entries],
  );
  await owner.query("VACUUM ANALYZE audit_entries");
  await owner.end();
}
