import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { environmentWith, WrongSettings } from "@/lib/infra/env";
import { projectRoot } from "@/lib/infra/project-root";
import { runProgram } from "./run-program";
import { runStep } from "./run-step";

/**
 * `node esbuild.config.mjs && node dist/new-migration.js <name>` writes a migration that leads from
 * those there are to prisma/schema. Read it before it is committed: what moves rows is written by hand.
 */
await runProgram(async () => {
  const name = process.argv[2] ?? "";
  if (!/^[a-z0-9_]{3,60}$/.test(name)) throw new WrongSettings("Name the migration, such as add_sessions_address.");
  const [{ ensureCluster, stopCluster }, { migrate }] = await Promise.all([
    import("@/lib/infra/cluster"),
    import("@/lib/infra/migrate"),
  ]);
  const folder = mkdtempSync(join(tmpdir(), "marquee-diff-"));
  chmodSync(folder, 0o711);
  try {
    const { ownerUrl, appUrl } = await ensureCluster(folder, { durable: false });
    await migrate({ ownerUrl, appUrl, queues: [] });
    const root = projectRoot();
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const target = join("prisma/migrations", `${stamp}_${name}`, "migration.sql");
    mkdirSync(join(root, dirname(target)), { recursive: true });
    const from = ["--from-config-datasource", "--to-schema", "prisma/schema"];
    const code = await runStep({
      command: process.execPath,
      args: [join(root, "node_modules/prisma/build/index.js"), "migrate", "diff", ...from, "--script", "-o", target],
      env: environmentWith({ DATABASE_OWNER_URL: ownerUrl }),
    });
    if (code !== 0) throw new WrongSettings("Prisma could not write the migration.");
    process.stdout.write(`Wrote ${target}.\n`);
  } finally {
    await stopCluster(folder);
    rmSync(folder, { recursive: true, force: true });
  }
});
