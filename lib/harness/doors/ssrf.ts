import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { ensureCluster, stopCluster } from "@/lib/infra/cluster";
import { environmentWith } from "@/lib/infra/env";
import { migrate } from "@/lib/infra/migrate";
import { programPath } from "@/lib/infra/program";
import { LIST_X } from "@/lib/testing/list-x/list-x";
import { CERTIFICATE, openStage, settingsOn, type Stage } from "@/lib/testing/list-x/list-x-stage";
import { QUEUES } from "@/lib/workers/queues";
import { Ledger, type Outcome } from "../proof";
import { destinationsIn } from "./read-trace";
import type { Said } from "./ssrf-child";

/** The calls by which a process may reach another one over a network. */
const WATCHED = "connect,sendto,sendmsg,sendmmsg";

/**
 * List X at the desk's entry points, with the kernel as witness: a process that tries all of it runs
 * under `strace`, and every address that it or a child of it connects or sends to is read off the
 * trace. Nothing in that process knows that it is watched.
 */
export async function proveSsrf(): Promise<Outcome> {
  const ledger = new Ledger();
  const obstacle = straceObstacle();
  if (obstacle !== undefined) {
    ledger.look("the kernel's own record can be read", false, obstacle);
    return ledger.outcome();
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "marquee-ssrf-")));
  // As root the embedded Postgres is another user, who has to pass through to the cluster inside.
  chmodSync(folder, 0o711);
  const { stage, strays, close } = await openStage();
  try {
    const { ownerUrl, appUrl } = await ensureCluster(folder, { durable: false });
    await migrate({ ownerUrl, appUrl, queues: QUEUES });
    const settings = {
      MARQUEE_DATA_DIR: folder,
      DATABASE_URL: appUrl,
      MARQUEE_SECRETS: `k1:${randomBytes(32).toString("base64")}`,
      NODE_EXTRA_CA_CERTS: CERTIFICATE,
      LOG_LEVEL: "silent",
      ...settingsOn(stage),
    };
    const tried = await watch({ stage, settings, trace: join(folder, "trace"), careless: false });
    const heard = strays();
    const careless = await watch({ stage, settings, trace: join(folder, "careless"), careless: true });
    lookInto({ ledger, tried, careless, heard, inside: stage.inside });
  } finally {
    await close();
    await stopCluster(folder);
    rmSync(folder, { recursive: true, force: true });
  }
  return ledger.outcome();
}

interface Watched {
  readonly said: readonly Said[];
  readonly code: number | null;
  readonly complaint: string;
  /** `address:port` → how often it was connected or sent to. */
  readonly destinations: ReadonlyMap<string, number>;
}

interface Watching {
  readonly stage: Stage;
  readonly settings: Readonly<Record<string, string>>;
  readonly trace: string;
  readonly careless: boolean;
}

async function watch({ stage, settings, trace, careless }: Watching): Promise<Watched> {
  const strace = ["-f", "-qq", "-e", `trace=${WATCHED}`, "-e", "signal=none", "-o", trace];
  const program = [process.execPath, programPath("harness-ssrf"), JSON.stringify(stage)];
  const child = spawn("strace", [...strace, ...program, ...(careless ? ["careless"] : [])], {
    env: environmentWith(settings),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, complaint] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (output += text.toString()));
  child.stderr.on("data", (text: Buffer) => (complaint += text.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  const said = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Said);
  return { said, code, complaint, destinations: destinationsIn(readFileSync(trace, "utf8")) };
}

function lookInto({
  ledger,
  tried,
  careless,
  heard,
  inside,
}: {
  ledger: Ledger;
  tried: Watched;
  careless: Watched;
  heard: number;
  inside: string;
}): void {
  const own = new Set(tried.said.flatMap((line) => ("own" in line ? line.own : [])));
  const ended = new Map(tried.said.flatMap((line) => ("vector" in line ? [[line.vector, line]] : [])));
  for (const { number, name } of LIST_X) {
    const findings = ended.get(number)?.findings ?? [
      `${number} (${name}) was not tried: ${tried.complaint.slice(-400)}`,
    ];
    ledger.look(`vector ${number}: ${name}`, findings.length === 0, findings.join("; "));
  }
  ledger.look("the process that tries them comes to its end", tried.code === 0, tried.complaint.slice(-400));
  for (const address of tried.destinations.keys()) {
    ledger.look("no connection goes anywhere but to what is its own", own.has(address), `a packet for ${address}`);
  }
  for (const address of own) {
    ledger.look("the trace shows the connections there are", tried.destinations.has(address), `none to ${address}`);
  }
  ledger.look("a server near by and a proxy hear nothing", heard === 0, `${heard} connections`);
  ledger.look(
    "a careless process would be seen",
    careless.destinations.has(inside),
    "its connection is not in the trace",
  );
  const count = [...tried.destinations.values()].reduce((sum, times) => sum + times, 0);
  ledger.figure("vectors", ended.size);
  ledger.figure(
    "tries",
    [...ended.values()].reduce((sum, { tries }) => sum + tries, 0),
  );
  ledger.figure("connections and datagrams", count);
  ledger.figure("addresses", tried.destinations.size);
}

/** Why `strace` cannot be the witness here, with what to do about it; undefined where it can. Gets it where that is possible. */
function straceObstacle(): string | undefined {
  let look = tryStrace();
  if (look.error !== undefined && process.getuid?.() === 0) {
    spawnSync("apt-get", ["install", "-y", "-qq", "strace"], { stdio: "ignore" });
    look = tryStrace();
  }
  if (look.error !== undefined) return "strace is not there: install it (apt-get install strace), and run this again.";
  if (look.status === 0) return undefined;
  return `strace may not watch processes here (${look.stderr.trim()}): allow ptrace, with --cap-add=SYS_PTRACE in a container, and run this again.`;
}

const tryStrace = () => spawnSync("strace", ["-f", "-qq", "-o", "/dev/null", "true"], { encoding: "utf8" });
