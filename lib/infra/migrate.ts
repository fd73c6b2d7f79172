import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client, DatabaseError } from "pg";
import { PgBoss } from "pg-boss";
import { environmentWith, WrongSettings } from "./env";
import { grantAppRole } from "./grants";
import type { QueueSettings } from "./job";
import { projectRoot } from "./project-root";

export interface Migration {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** One that others name as their dead letter stands before them. */
  readonly queues: readonly QueueSettings[];
}

/** Held while migrating, so that of several releases rolled out at once one migrates and the others wait. */
const MIGRATION_LOCK = 7_355_608;

/**
 * Brings a database up to this version: the database itself, our tables (Prisma), the job tables
 * (pg-boss) and their queues, the role `marquee_app` and what it may do. Repeatable, and quick when
 * there is nothing to do.
 */
export async function migrate({ ownerUrl, appUrl, queues }: Migration): Promise<void> {
  await createDatabase(ownerUrl);
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    if (!(await tablesAreCurrent(owner))) await runPrismaMigrate(ownerUrl);
    await makeQueues(ownerUrl, queues);
    await grantAppRole(owner, appUrl);
  } finally {
    await owner.end();
  }
}

async function createDatabase(ownerUrl: string): Promise<void> {
  const url = new URL(ownerUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  const probe = new Client({ connectionString: ownerUrl });
  try {
    await probe.connect();
    return;
  } catch (error) {
    // 3D000: no such database.
    if (!(error instanceof DatabaseError) || error.code !== "3D000") {
      throw new WrongSettings(
        `The database at ${url.host} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
      );
    }
  } finally {
    await probe.end().catch(() => undefined);
  }
  url.pathname = "/postgres";
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // 42P04: somebody else made it at the same moment.
    if (!(error instanceof DatabaseError) || error.code !== "42P04") throw error;
  } finally {
    await client.end();
  }
}

/** Whether every migration of this version is applied as it stands: saves starting Prisma's CLI. */
export async function tablesAreCurrent(owner: Client): Promise<boolean> {
  const { rows: journal } = await owner.query<{ there: boolean }>(
    "SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there",
  );
  if (journal[0]?.there !== true) return false;
  const { rows } = await owner.query<{ migration_name: string; checksum: string }>(
    "SELECT migration_name, checksum FROM public._prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  const folder = join(projectRoot(), "prisma", "migrations");
  return readdirSync(folder).every((name) => {
    const file = join(folder, name, "migration.sql");
    return !existsSync(file) || applied.get(name) === createHash("sha256").update(readFileSync(file)).digest("hex");
  });
}

function runPrismaMigrate(ownerUrl: string): Promise<void> {
  const root = projectRoot();
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [join(root, "node_modules/prisma/build/index.js"), "migrate", "deploy"], {
      cwd: root,
      env: environmentWith({ DATABASE_OWNER_URL: ownerUrl, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? done() : reject(new Error(`The tables could not be migrated:\n${said.trim()}`)),
    );
  });
}

/** pg-boss makes its schema when it starts. A queue that exists gets the options it has now. */
async function makeQueues(ownerUrl: string, queues: readonly QueueSettings[]): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, migrate: true, supervise: false, schedule: false, max: 1 });
  let trouble: unknown;
  boss.on("error", (error) => (trouble = error));
  await boss.start();
  try {
    const before = new Set((await boss.getQueues()).map((queue) => queue.name));
    for (const { name, options } of queues) {
      if (!before.has(name)) {
        await boss.createQueue(name, options);
        continue;
      }
      const { policy: _fixedForGood, ...changeable } = options;
      await boss.updateQueue(name, changeable);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (trouble instanceof Error) throw trouble;
}
