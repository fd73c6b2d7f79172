import { randomBytes, randomUUID } from "node:crypto";
import { spawn } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Client, DatabaseError } from "pg";
import { APP_ROLE, clusterFile, readClusterUrls } from "./data-dir";
import type { DatabaseUrls } from "./data-dir";
import { WrongSettings } from "./env";
import { createPrivateFile, isErrno, readIfThere, replacePrivateFile } from "./files";
import { freePort, portIsFree } from "./free-port";
import { closedFolder, findPostgres, programsWithinReach, runToEnd, serverUser } from "./postgres-programs";
import type { PostgresPrograms, ServerUser } from "./postgres-programs";
import { commandOf, identifyProcess, waitUntilGone } from "./process-identity";

const OWNER = "marquee_owner";
const DATABASE = "marquee";

/** How long a start may take, recovery after a crash included. */
const START_MILLISECONDS = 60_000;

/** The backends of a killed postmaster may take seconds to leave, and keep a new one from starting so long. */
const MOST_ATTEMPTS = 40;

interface Place {
  readonly dataDir: string;
  readonly programs: PostgresPrograms;
  readonly user: ServerUser | undefined;
  readonly durable: boolean;
}

export interface RunningCluster extends DatabaseUrls {
  /** False when it was running before. */
  readonly started: boolean;
  readonly postmaster: number;
}

/**
 * The embedded Postgres of a data folder, running: made when there is none, started when it is
 * down, used as it is when it runs already, whoever started it. It lives on loopback alone, behind
 * SCRAM passwords, and outlives the process that started it until `stopCluster`. `durable: false`
 * is for tests. Throws `WrongSettings` where this system cannot run it.
 */
export async function ensureCluster(dataDir: string, { durable = true } = {}): Promise<RunningCluster> {
  const user = serverUser();
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  if (user !== undefined) refuseClosedFolder(dataDir, user);
  const place = { dataDir, programs: programsWithinReach(findPostgres(), user, dataDir), user, durable };
  if (!existsSync(clusterFolder(dataDir))) await makeCluster(place);

  const deadline = Date.now() + START_MILLISECONDS;
  for (let ours: number | undefined, attempts = 0; ;) {
    const postmaster = runningPostmaster(dataDir);
    if (postmaster !== undefined) {
      const urls = urlsOf(dataDir);
      if (await answers(urls.ownerUrl)) return { ...urls, started: postmaster === ours, postmaster };
    } else {
      ours = await startPostmaster(place, deadline);
      attempts += 1;
    }
    if (Date.now() > deadline || attempts === MOST_ATTEMPTS)
      throw new Error(`Postgres does not answer. Its log is ${logFile(dataDir)}.`);
    await pause(20);
  }
}

/** Stops the cluster of a data folder, if it runs: sessions are cut, nothing committed is lost. */
export async function stopCluster(dataDir: string): Promise<void> {
  const postmaster = runningPostmaster(dataDir);
  if (postmaster === undefined) return;
  signal(postmaster, "SIGINT");
  if (await waitUntilGone(postmaster, 30_000)) return;
  signal(postmaster, "SIGQUIT");
  await waitUntilGone(postmaster, 10_000);
}

/** The process number of a cluster's postmaster, if one lives. */
export function runningPostmaster(dataDir: string): number | undefined {
  const pid = Number(readPidFile(dataDir)?.split("\n")[0]);
  // After a crash the number may belong to somebody else by now.
  return Number.isInteger(pid) && pid > 0 && isOurPostmaster(pid, dataDir) ? pid : undefined;
}

function isOurPostmaster(pid: number, dataDir: string): boolean {
  return identifyProcess(pid) !== undefined && commandOf(pid).includes(clusterFolder(dataDir));
}

function clusterFolder(dataDir: string): string {
  return join(dataDir, "postgres");
}

function logFile(dataDir: string): string {
  return join(dataDir, "postgres.log");
}

function pidFile(dataDir: string): string {
  return join(clusterFolder(dataDir), "postmaster.pid");
}

function readPidFile(dataDir: string): string | undefined {
  return readIfThere(pidFile(dataDir));
}

function urlsOf(dataDir: string): DatabaseUrls {
  const urls = readClusterUrls(dataDir);
  if (urls !== undefined) return urls;
  throw new WrongSettings(
    `${clusterFile(dataDir)} is missing, and with it the passwords of the Postgres in ${clusterFolder(dataDir)}: put it back, or move that folder away to begin anew.`,
  );
}

function refuseClosedFolder(dataDir: string, user: ServerUser): void {
  const closed = closedFolder(dataDir, user);
  if (closed === undefined) return;
  throw new WrongSettings(
    `As root, the embedded Postgres runs as the user "postgres", who may not pass through ${closed}: allow it (chmod o+x ${closed}), let MARQUEE_DATA_DIR name a folder elsewhere, or set DATABASE_URL.`,
  );
}

/** Made beside its place and moved there when whole, so that a crash half-way leaves no half cluster. */
async function makeCluster({ dataDir, programs, user, durable }: Place): Promise<void> {
  writeUrls(dataDir, await freePort(), createPrivateFile);
  const ownerPassword = decodeURIComponent(new URL(urlsOf(dataDir).ownerUrl).password);
  const draft = join(dataDir, `postgres.${randomUUID()}.new`);
  const passwordFile = join(dataDir, `password.${randomUUID()}.new`);
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, ownerPassword, { mode: 0o600 });
  try {
    if (user !== undefined) for (const path of [draft, passwordFile]) chownSync(path, user.uid, user.gid);
    // The built-in C.UTF-8 sorts alike on every system and never changes with the system's libraries.
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const access = [`--username=${OWNER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
    const speed = durable ? [] : ["--no-sync"];
    await runToEnd(programs.initdb, [`--pgdata=${draft}`, ...locale, ...access, ...speed], user);
    renameSync(draft, clusterFolder(dataDir));
  } catch (error) {
    // Somebody else made it at the same moment: theirs has the same passwords and will do.
    if (!isErrno(error, "ENOTEMPTY") && !isErrno(error, "EEXIST")) throw error;
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function passwordOf(url: string | undefined): string {
  return url === undefined ? randomBytes(24).toString("base64url") : new URL(url).password;
}

/** Writes postgres.json for a port, with the passwords it had before or new ones. */
function writeUrls(dataDir: string, port: number, write: (path: string, text: string) => unknown): void {
  const before = readClusterUrls(dataDir);
  const url = (user: string, known: string | undefined) =>
    `postgresql://${user}:${passwordOf(known)}@127.0.0.1:${port}/${DATABASE}`;
  const file = { owner_url: url(OWNER, before?.ownerUrl), app_url: url(APP_ROLE, before?.appUrl) };
  write(clusterFile(dataDir), `${JSON.stringify(file, null, 2)}\n`);
}

/** Starts a postmaster and waits until it serves or has ended; the caller looks which, and who serves. */
async function startPostmaster(place: Place, deadline: number): Promise<number | undefined> {
  const { dataDir, programs, user, durable } = place;
  removeStalePidFile(dataDir);
  const port = Number(new URL(urlsOf(dataDir).ownerUrl).port);
  if (!(await portIsFree(port))) {
    writeUrls(dataDir, await freePort(), replacePrivateFile);
    return startPostmaster(place, deadline);
  }
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    max_connections: 200,
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" }),
  };
  const args = [
    "-D",
    clusterFolder(dataDir),
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const log = openSync(logFile(dataDir), "a", 0o600);
  // A session of its own, so that Ctrl-C in a terminal reaches the desk but not its database.
  const child = spawn(programs.postgres, args, { ...user, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  const life = { ended: false };
  child.once("error", () => (life.ended = true));
  child.once("exit", () => (life.ended = true));
  child.unref();
  while (!life.ended && !isReady(dataDir, child.pid) && Date.now() < deadline) await pause(10);
  // Ended at once: somebody else was quicker, or backends of a killed postmaster are still leaving.
  if (life.ended) await pause(250);
  return child.pid;
}

/** Postgres writes its state into the eighth line of its pid file. */
function isReady(dataDir: string, pid: number | undefined): boolean {
  const lines = readPidFile(dataDir)?.split("\n");
  return Number(lines?.[0]) === pid && lines?.[7]?.trim() === "ready";
}

/** Postgres trusts a pid file whose number is alive, even when a stranger got that number after a crash. */
function removeStalePidFile(dataDir: string): void {
  const text = readPidFile(dataDir);
  if (text === undefined || runningPostmaster(dataDir) !== undefined) return;
  if (existsSync(pidFile(dataDir)) && readFileSync(pidFile(dataDir), "utf8") === text) rmSync(pidFile(dataDir));
}

async function answers(ownerUrl: string): Promise<boolean> {
  const url = new URL(ownerUrl);
  url.pathname = "/postgres";
  const client = new Client({ connectionString: url.href, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "28P01")
      throw new WrongSettings("The passwords in postgres.json are not those of the embedded Postgres beside it.");
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function signal(pid: number, name: "SIGINT" | "SIGQUIT"): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!isErrno(error, "ESRCH")) throw error;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
