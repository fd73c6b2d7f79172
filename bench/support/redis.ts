import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { runStep } from "@/lib/cli/run-step";
import { env, environmentWith } from "@/lib/infra/env";
import { freePort } from "@/lib/infra/free-port";

export interface RedisServer {
  readonly port: number;
  readonly pid: number;
  readonly version: string;
  readonly stop: () => Promise<void>;
}

/**
 * A Redis of its own, kept as BullMQ asks for it: what it was told is in its log within a second, and nothing is ever
 * pushed out. Debian's is installed where there is none and we may. Throws a sentence.
 */
export async function startRedis(): Promise<RedisServer> {
  await ensureRedis();
  const [port, folder] = [await freePort(), await mkdtemp(join(env().MARQUEE_DATA_DIR, "redis-"))];
  const settings = {
    bind: "127.0.0.1",
    port: String(port),
    dir: folder,
    save: "",
    appendonly: "yes",
    appendfsync: "everysec",
    // The log is rewritten at some moment of its own otherwise, and that moment would be measured.
    "auto-aof-rewrite-percentage": "0",
    "maxmemory-policy": "noeviction",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const server = spawn("redis-server", args, { stdio: ["ignore", "ignore", "inherit"] });
  const client = new Redis(port, "127.0.0.1", { maxRetriesPerRequest: 100 });
  client.on("error", () => undefined);
  const version = /redis_version:(\S+)/.exec(await client.info("server"))?.[1] ?? "unknown";
  await client.quit();
  return {
    port,
    pid: server.pid ?? 0,
    version,
    async stop() {
      const gone = once(server, "exit");
      server.kill("SIGKILL");
      await gone;
    },
  };
}

const APT_LOCK = "/var/lock/marquee-apt.lock";
const NEEDED = 'There is no redis-server to measure against: install it, as with "apt-get install redis-server".';

async function ensureRedis(): Promise<void> {
  if (await runs("redis-server", "--version")) return;
  const install = "apt-get install -y -qq --no-install-recommends redis-server";
  const script = `${install} || { apt-get update -qq && ${install}; }`;
  if (process.getuid?.() === 0) await runs("flock", "--timeout", "900", APT_LOCK, "sh", "-c", script);
  if (!(await runs("redis-server", "--version"))) throw new Error(NEEDED);
}

async function runs(command: string, ...args: string[]): Promise<boolean> {
  const step = { command, args, env: environmentWith({ DEBIAN_FRONTEND: "noninteractive" }), say: () => undefined };
  return (await runStep(step).catch(() => 1)) === 0;
}
