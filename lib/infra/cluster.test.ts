import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, expect, inject, test } from "vitest";
import { ensureCluster, runningPostmaster, stopCluster } from "./cluster";
import { clusterFile } from "./data-dir";
import { closedFolder } from "./postgres-programs";
import { waitUntilGone } from "./process-identity";

const folders: string[] = [];

function dataDir(): string {
  const folder = mkdtempSync(join(inject("template").folder, "cluster-"));
  chmodSync(folder, 0o711);
  folders.push(folder);
  return folder;
}

const ensure = (folder: string) => ensureCluster(folder, { durable: false });

async function remember(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url.replace(/marquee$/, "postgres") });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await stopCluster(folder);
});

test("a cluster is made once, used while it runs, and keeps what it was told across a stop", async () => {
  const folder = dataDir();
  const first = await ensure(folder);
  expect(first.started).toBe(true);
  await remember(first.ownerUrl, "CREATE TABLE memory AS SELECT 'kept' AS fact");

  const again = await ensure(folder);
  expect(again).toEqual({ ...first, started: false });

  await stopCluster(folder);
  expect(runningPostmaster(folder)).toBeUndefined();
  const later = await ensure(folder);
  expect(later.started).toBe(true);
  expect(later.ownerUrl).toBe(first.ownerUrl);
  expect(await remember(later.ownerUrl, "SELECT fact FROM memory")).toEqual([{ fact: "kept" }]);
});

test("its passwords are for its owner's eyes, and nobody gets in without one", async () => {
  const folder = dataDir();
  const { ownerUrl } = await ensure(folder);
  expect(statSync(clusterFile(folder)).mode & 0o777).toBe(0o600);
  const without = new URL(ownerUrl);
  without.password = "guessed";
  await expect(remember(without.href, "SELECT 1")).rejects.toThrow(/password authentication failed/);
  expect(await remember(ownerUrl, "SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
});

test("two programs that want it at once both get the same one", async () => {
  const folder = dataDir();
  const [one, other] = await Promise.all([ensure(folder), ensure(folder)]);
  expect(one.ownerUrl).toBe(other.ownerUrl);
  expect(one.postmaster).toBe(other.postmaster);
  expect([one.started, other.started].filter(Boolean)).toHaveLength(1);
});

test("after a kill -9 of the postmaster it recovers, backends that linger notwithstanding", async () => {
  const folder = dataDir();
  const first = await ensure(folder);
  const idle = new Client({ connectionString: first.ownerUrl.replace(/marquee$/, "postgres") });
  idle.on("error", () => undefined);
  await idle.connect();
  process.kill(first.postmaster, "SIGKILL");
  expect(await waitUntilGone(first.postmaster, 5_000)).toBe(true);
  const second = await ensure(folder);
  expect(second.started).toBe(true);
  expect(await remember(second.ownerUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await idle.end();
});

test("a pid file whose number now belongs to a stranger does not keep it down", async () => {
  const folder = dataDir();
  const first = await ensure(folder);
  const pidFile = join(folder, "postgres", "postmaster.pid");
  const lines = readFileSync(pidFile, "utf8").split("\n");
  await stopCluster(folder);
  const stranger = spawn("sleep", ["60"]);
  await once(stranger, "spawn");
  writeFileSync(pidFile, [String(stranger.pid), ...lines.slice(1)].join("\n"));
  expect(runningPostmaster(folder)).toBeUndefined();
  const second = await ensure(folder);
  expect(second.postmaster).not.toBe(stranger.pid);
  expect(second.ownerUrl).toBe(first.ownerUrl);
  stranger.kill("SIGKILL");
});

test("when somebody else took its port it moves to another and says so in postgres.json", async () => {
  const folder = dataDir();
  const first = await ensure(folder);
  await stopCluster(folder);
  const squatter = createServer().listen({ host: "127.0.0.1", port: Number(new URL(first.ownerUrl).port) });
  await once(squatter, "listening");
  const second = await ensure(folder);
  expect(new URL(second.ownerUrl).port).not.toBe(new URL(first.ownerUrl).port);
  expect(new URL(second.ownerUrl).password).toBe(new URL(first.ownerUrl).password);
  expect(readFileSync(clusterFile(folder), "utf8")).toContain(second.appUrl);
  squatter.close();
});

test("a folder its user may not pass through is named, with the way out", async () => {
  const closed = join(dataDir(), "closed");
  mkdirSync(join(closed, "data"), { recursive: true });
  chmodSync(closed, 0o700);
  expect(closedFolder(join(closed, "data"), { uid: 65_534, gid: 65_534 })).toBe(closed);
  if (process.getuid?.() !== 0) return;
  await expect(ensure(join(closed, "data"))).rejects.toThrow(`chmod o+x ${closed}`);
  expect(existsSync(join(closed, "data", "postgres"))).toBe(false);
});
