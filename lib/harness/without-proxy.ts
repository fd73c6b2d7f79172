import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/lib/infra/project-root";

/** What Next reads to know that there is a proxy; both, because its two runtimes are listed apart. */
const FUNCTIONS = ".next/server/functions-config-manifest.json";
const MIDDLEWARE = ".next/server/middleware-manifest.json";

/** Copies the build to `folder` and takes `proxy.ts` out of it. Throws where there was none to take out. */
export function copyBuildWithoutProxy(folder: string): void {
  const root = projectRoot();
  mkdirSync(folder, { recursive: true });
  for (const name of ["node_modules", "package.json", "next.config.ts", "tsconfig.json", "public"]) {
    symlinkSync(join(root, name), join(folder, name));
  }
  cpSync(join(root, ".next"), join(folder, ".next"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => source !== join(root, ".next/cache"),
  });
  const removed = [
    edit(join(folder, FUNCTIONS), "functions", (name) => /middleware|proxy/.test(name)),
    edit(join(folder, MIDDLEWARE), "middleware", () => true),
  ];
  if (!removed.includes(true)) throw new Error("The build has no proxy that could be taken out.");
}

/** Drops the entries of `member` that match; says whether there were any. */
function edit(file: string, member: string, matches: (name: string) => boolean): boolean {
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, unknown>>;
  const entries = Object.entries(manifest[member] ?? {});
  const kept = entries.filter(([name]) => !matches(name));
  writeFileSync(file, JSON.stringify({ ...manifest, [member]: Object.fromEntries(kept) }));
  return kept.length < entries.length;
}
