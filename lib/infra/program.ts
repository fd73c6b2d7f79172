import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Where a bundled program lies, `dist/<name>.js`. All our processes run in the project's root.
 * Throws with what to do when it has not been built.
 */
export function programPath(name: string): string {
  const path = join(process.cwd(), "dist", `${name}.js`);
  if (!existsSync(path)) {
    throw new Error(`The program ${path} is not there: run "node esbuild.config.mjs" in the project's root first.`);
  }
  return path;
}
