import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentWith, WrongSettings } from "@/lib/infra/env";
import { projectRoot } from "@/lib/infra/project-root";
import { runProgram } from "./run-program";
import { runStep } from "./run-step";

/**
 * `node esbuild.config.mjs && node dist/initial-migration.js` writes the initial migration anew from
 * prisma/schema. Only while nothing has been released: a database that has it applied must be made anew.
 */
await runProgram(async () => {
  const { ensureCluster, stopCluster } = await import("@/lib/infra/cluster");
  const folder = mkdtempSync(join(tmpdir(), "marquee-diff-"));
  chmodSync(folder, 0o711);
  try {
    // Prisma compares nothing with a database here, but wants to reach one.
    const { ownerUrl } = await ensureCluster(folder, { durable: false });
    const root = projectRoot();
    const target = "prisma/migrations/20261121000000_initial/migration.sql";
    const diff = ["migrate", "diff", "--from-empty", "--to-schema", "prisma/schema", "--script", "--output", target];
    const code = await runStep({
      command: process.execPath,
      args: [join(root, "node_modules/prisma/build/index.js"), ...diff],
      env: environmentWith({ DATABASE_OWNER_URL: ownerUrl.replace(/marquee$/, "postgres") }),
    });
    if (code !== 0) throw new WrongSettings("Prisma could not write the migration.");
    process.stdout.write(`Wrote ${target}.\n`);
  } finally {
    await stopCluster(folder);
    rmSync(folder, { recursive: true, force: true });
  }
});
