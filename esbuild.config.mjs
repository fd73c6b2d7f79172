/**
 * Bundles the programs that run outside Next (worker, CLI, child processes) from lib/ to dist/:
 * Node resolves neither `@/` paths nor Prisma's extensionless imports by itself. Takes a fifth of
 * a second, and does nothing when dist/ is newer than every source.
 */
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const PROGRAMS = {
  start: "lib/cli/start.ts",
  web: "lib/cli/web.ts",
  worker: "lib/workers/main.ts",
  migrate: "lib/cli/migrate.ts",
  seed: "lib/cli/seed.ts",
  "api-key": "lib/cli/api-key.ts",
  "look-into-mp4": "lib/infra/media/look-into-mp4.ts",
  test: "lib/cli/test.ts",
  bench: "lib/cli/bench.ts",
};

const STAMP = "dist/.built";

function newestSource() {
  let newest = statSync("esbuild.config.mjs").mtimeMs;
  for (const folder of ["lib", "prisma", "bench"].filter((name) => existsSync(name))) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) newest = Math.max(newest, statSync(`${entry.parentPath}/${entry.name}`).mtimeMs);
    }
  }
  return newest;
}

if (!existsSync(STAMP) || statSync(STAMP).mtimeMs < newestSource()) {
  await build({
    entryPoints: Object.fromEntries(Object.entries(PROGRAMS).filter(([, source]) => existsSync(source))),
    outdir: "dist",
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node22",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
  });
  writeFileSync(STAMP, "");
}
