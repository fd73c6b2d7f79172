import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { identifyProcess, waitUntilGone } from "@/lib/infra/process-identity";
import { knownProcess, runningDesk, takeDesk } from "./desk-file";

const folder = () => mkdtempSync(join(inject("template").folder, "data", "desk-"));

async function sleeper(): Promise<number> {
  const child = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
  await once(child, "spawn");
  child.unref();
  return child.pid ?? 0;
}

/** What a desk that was killed leaves behind. */
function leave(dataDir: string, children: readonly unknown[]): void {
  const desk = { name: "desk", pid: process.pid, identity: "an earlier life" };
  writeFileSync(join(dataDir, "desk.json"), JSON.stringify({ desk, stopping: false, children }));
}

test("of two desks on one folder the second is turned away, until the first is gone", async () => {
  const dataDir = folder();
  const first = await takeDesk(dataDir);
  expect(first).toBeDefined();
  expect(await takeDesk(dataDir)).toBeUndefined();
  expect(runningDesk(dataDir)).toEqual({ pid: process.pid, stopping: false });
  first?.release();
  expect(runningDesk(dataDir)).toBeUndefined();
  expect(await takeDesk(dataDir)).toBeDefined();
});

test("of five that find a dead desk's folder at once, one takes it", async () => {
  const dataDir = folder();
  leave(dataDir, []);
  const taken = await Promise.all(Array.from({ length: 5 }, () => takeDesk(dataDir)));
  expect(taken.filter((record) => record !== undefined)).toHaveLength(1);
});

test("what a killed desk left running is ended; a stranger that got an old number is not", async () => {
  const dataDir = folder();
  const [orphan, stranger] = [await sleeper(), await sleeper()];
  leave(dataDir, [knownProcess("web", orphan), { name: "worker", pid: stranger, identity: "somebody else" }]);
  expect(runningDesk(dataDir)).toBeUndefined();
  expect(await takeDesk(dataDir)).toBeDefined();
  expect(await waitUntilGone(orphan, 1_000)).toBe(true);
  expect(identifyProcess(stranger)).toBeDefined();
  process.kill(stranger, "SIGKILL");
});

test("a record cut off half-way keeps nobody out", async () => {
  const dataDir = folder();
  writeFileSync(join(dataDir, "desk.json"), '{"desk": {"na');
  const record = await takeDesk(dataDir);
  expect(record).toBeDefined();
  record?.write({ stopping: true, children: [] });
  expect(runningDesk(dataDir)).toEqual({ pid: process.pid, stopping: true });
  record?.release();
  expect(existsSync(join(dataDir, "desk.json"))).toBe(false);
});
