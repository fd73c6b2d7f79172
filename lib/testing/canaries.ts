import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "vitest";
import { programPath } from "@/lib/infra/program";
import { asOwner } from "./database";

/** A worker as a process of its own, which remembers all it says, however little the log is asked to tell. */
export function overhearWorker(): { readonly said: () => string; readonly stop: () => Promise<void> } {
  let said = "";
  const worker = spawn(process.execPath, [programPath("worker")], {
    env: { ...process.env, LOG_LEVEL: "debug" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [worker.stdout, worker.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return {
    said: () => said,
    async stop() {
      worker.kill("SIGTERM");
      await once(worker, "exit");
    },
  };
}

/** Where a text stands: every table that there is, row by row, as text. */
export async function tablesWith(needle: string): Promise<string[]> {
  const tables = await asOwner<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'pgboss')",
  );
  expect(tables.length).toBeGreaterThan(15);
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await asOwner(`SELECT FROM ${name} AS t WHERE strpos(t::text, $1) > 0 LIMIT 1`, [needle]);
      return rows.length > 0 ? [name] : [];
    }),
  );
  return found.flat();
}
