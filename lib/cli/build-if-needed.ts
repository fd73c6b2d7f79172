import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { environmentWith, WrongSettings } from "@/lib/infra/env";
import { readIfThere } from "@/lib/infra/files";
import { projectRoot } from "@/lib/infra/project-root";
import { runStep } from "./run-step";

/** All that `next build` reads. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "prisma/schema",
  "public",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

/** Kept beside the build: what the sources were when it was made. */
const STAMP = ".next/built-from";

/**
 * Builds the screens unless the build at hand was made from these very sources. Throws
 * `WrongSettings` when the build fails; what it said has been passed to `say` by then.
 */
export async function buildIfNeeded({
  say,
  signal,
}: {
  say: (line: string) => void;
  signal?: AbortSignal;
}): Promise<void> {
  const root = projectRoot();
  const stamp = join(root, STAMP);
  const sources = digestSources(root);
  if (existsSync(join(root, ".next/BUILD_ID")) && readIfThere(stamp) === sources) return;
  say("building the screens, which takes about a minute the first time");
  const code = await runStep({
    command: process.execPath,
    args: [join(root, "node_modules/next/dist/bin/next"), "build"],
    env: environmentWith({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }),
    say,
    ...(signal && { signal }),
  });
  if (code !== 0) throw new WrongSettings("The screens could not be built: the lines above say why.");
  writeFileSync(stamp, sources);
}

/** A fingerprint of every source's path and content. Tests are no part of the build. */
export function digestSources(root: string): string {
  const hash = createHash("sha256");
  const files = SOURCES.map((source) => join(root, source)).flatMap((path) => {
    if (!existsSync(path)) return [];
    const entries = readdirSyncOrFile(path);
    return entries.filter((file) => !/\.test\.tsx?$/.test(file));
  });
  for (const file of files.toSorted()) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function readdirSyncOrFile(path: string): string[] {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    // Not a folder.
    return [path];
  }
}
