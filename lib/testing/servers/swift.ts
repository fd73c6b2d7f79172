import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { chown, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { environmentWith } from "@/lib/infra/env";
import { freePort } from "@/lib/infra/free-port";
import { swiftFiles } from "./swift-config";
import { ensureSwift, SWIFT_SERVERS, type SwiftServer } from "./swift-programs";

/** An OpenStack Swift with its S3 API on loopback: a server of somebody else that checks signatures, parts and ranges. */
export interface Swift {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Process ids of its servers. */
  readonly pids: readonly number[];
  /** Makes a bucket, under a name of its own unless told, and says its name. */
  makeBucket(name?: string): Promise<string>;
  /** Stops it and removes everything it stored. */
  close(): Promise<void>;
}

const ACCOUNT = { region: "us-east-1", accessKeyId: "desk:tester", secretAccessKey: "testing" } as const;
const FOLDER = "marquee-swift-";
/** Somebody else may take a port between our look and our use of it; then there are others. */
const TRIES = 3;
const PATIENCE_MS = 60_000;

/** Starts one, in a second or two; installs it first where it is missing and we may. */
export async function startSwift(): Promise<Swift> {
  await ensureSwift();
  await sweepFolders();
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOnce();
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}

async function startOnce(): Promise<Swift> {
  const folder = await mkdtemp(join(tmpdir(), `${FOLDER}${process.pid}-`));
  const children: ChildProcess[] = [];
  const close = async () => {
    await Promise.all(children.map(end));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const user = swiftUser();
    const ports = { proxy: 0, account: 0, container: 0, object: 0 };
    for (const server of SWIFT_SERVERS) ports[server] = await freePort();
    await mkdir(join(folder, "disks/one"), { recursive: true });
    for (const [name, content] of swiftFiles({ folder, user: user.name, ports, ...ACCOUNT }))
      writeFileSync(join(folder, name), content);
    if (user.ids) for (const path of ["", "disks", "disks/one"]) await chown(join(folder, path), ...user.ids);
    for (const server of SWIFT_SERVERS) children.push(startServer({ server, folder, user }));
    const endpoint = `http://127.0.0.1:${ports.proxy}`;
    await untilItAnswers({ ports, children, folder });
    return {
      ...ACCOUNT,
      endpoint,
      pids: children.map(({ pid = 0 }) => pid),
      makeBucket: (name = `films-${randomBytes(6).toString("hex")}`) => makeBucket(endpoint, name),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface SwiftUser {
  readonly name: string;
  /** Whom we become, where we are root: Swift gives that up anyway, and would then outlive us. */
  readonly ids: readonly [uid: number, gid: number] | null;
}

function swiftUser(): SwiftUser {
  if (process.getuid?.() !== 0) return { name: userInfo().username, ids: null };
  const idOf = (option: string) => Number(execFileSync("id", [option, "swift"], { encoding: "utf8" }));
  return { name: "swift", ids: [idOf("-u"), idOf("-g")] };
}

function startServer({ server, folder, user }: { server: SwiftServer; folder: string; user: SwiftUser }): ChildProcess {
  const log = openSync(join(folder, `${server}.log`), "w");
  const become = user.ids ? [`--reuid=${user.ids[0]}`, `--regid=${user.ids[1]}`, "--init-groups"] : [];
  // The kernel ends it when this process is gone, however that went.
  const args = ["--pdeathsig", "KILL", ...become, "--", `swift-${server}-server`, join(folder, `${server}.conf`)];
  const child = spawn("setpriv", args, { cwd: folder, stdio: ["ignore", log, log], env: environmentWith({}) });
  closeSync(log);
  return child;
}

async function untilItAnswers({
  ports,
  children,
  folder,
}: {
  ports: Readonly<Record<SwiftServer, number>>;
  children: readonly ChildProcess[];
  folder: string;
}): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (const server of SWIFT_SERVERS) {
    // Anything it says proves that it listens; the proxy knows the path as its own.
    const answers = () => fetch(`http://127.0.0.1:${ports[server]}/healthcheck`).then(drain, () => false);
    while (!(await answers())) {
      const dead = children.findIndex(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null);
      if (dead >= 0 || performance.now() > until) throw new Error(whyNot(folder, SWIFT_SERVERS[dead] ?? server));
      await delay(50);
    }
  }
}

async function drain(response: Response): Promise<boolean> {
  await response.arrayBuffer();
  return true;
}

function whyNot(folder: string, server: SwiftServer): string {
  const log = readFileSync(join(folder, `${server}.log`), "utf8");
  return `Swift's ${server} server did not start.\n${log.slice(-2000)}`;
}

async function makeBucket(endpoint: string, name: string): Promise<string> {
  const client = new S3Client({ endpoint, region: ACCOUNT.region, credentials: ACCOUNT, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: name }));
  client.destroy();
  return name;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** The folders of those who died without closing theirs. */
async function sweepFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(FOLDER) ? Number(name.slice(FOLDER.length).split("-")[0]) : Number.NaN;
    if (Number.isNaN(pid) || lives(pid)) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
