/**
 * Bundles the programs that run outside Next (worker, CLI, child processes) from lib/ to dist/:
 * Node resolves neither `@/` paths nor Prisma's extensionless imports by itself. Takes a fifth of
 * a second, and does nothing when dist/ is newer than every source. With `--watch` it stays and
 * bundles anew after every change.
 */
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { build, context } from "esbuild";

const PROGRAMS = {
  start: "lib/cli/start.ts",
  build: "lib/cli/build.ts",
  web: "lib/cli/web.ts",
  worker: "lib/workers/main.ts",
  migrate: "lib/cli/migrate.ts",
  seed: "lib/cli/seed.ts",
  "api-key": "lib/cli/api-key.ts",
  secrets: "lib/cli/secrets.ts",
  storage: "lib/cli/storage.ts",
  mcp: "lib/cli/mcp.ts",
  "harness-ssrf": "lib/harness/doors/ssrf-child.ts",
  "new-migration": "lib/cli/new-migration.ts",
  "look-into-mp4": "lib/infra/media/look-into-mp4.ts",
  "draw-poster": "lib/infra/media/poster-program.ts",
  "hash-parts": "lib/infra/storage/hash-parts.ts",
  test: "lib/cli/test.ts",
  bench: "lib/cli/bench.ts",
  harness: "lib/cli/harness.ts",
  "rehearsal-stage": "lib/testing/servers/rehearsal-stage-program.ts",
};

/** Its time is that of the moment before the bundling: a source saved meanwhile counts as newer. */
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

/** Every bench/<name>.ts becomes dist/bench/<name>.js. */
function benchmarks() {
  const files = existsSync("bench") ? readdirSync("bench").filter((name) => /^[a-z0-9-]+\.ts$/.test(name)) : [];
  return Object.fromEntries(files.map((name) => [`bench/${name.slice(0, -3)}`, `bench/${name}`]));
}

const stamping = {
  name: "stamp",
  setup(bundling) {
    let began = new Date();
    bundling.onStart(() => {
      began = new Date();
    });
    bundling.onEnd(({ errors }) => {
      if (errors.length > 0) return;
      writeFileSync(STAMP, "");
      utimesSync(STAMP, began, began);
    });
  },
};

const options = () => ({
  entryPoints: {
    ...Object.fromEntries(Object.entries(PROGRAMS).filter(([, source]) => existsSync(source))),
    ...benchmarks(),
  },
  outdir: "dist",
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node22",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
  plugins: [stamping],
});

if (process.argv.includes("--watch")) await (await context(options())).watch();
else if (!existsSync(STAMP) || statSync(STAMP).mtimeMs < newestSource()) await build(options());
