import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { expect, it } from "vitest";
import { programPath } from "./program";

it("a log on a full disk keeps nobody from ending as meant", async () => {
  // Every write to this device of the kernel ends with ENOSPC.
  const full = openSync("/dev/full", "w");
  // Nothing listens there: the worker says so in its log, and ends.
  const env = { ...process.env, DATABASE_URL: "postgresql://nobody:nothing@127.0.0.1:9/desk" };
  const worker = spawn(process.execPath, [programPath("worker")], { env, stdio: ["ignore", full, "pipe"] });
  closeSync(full);
  const timer = setTimeout(() => worker.kill("SIGKILL"), 30_000);
  const [code, signal] = (await once(worker, "exit")) as [number | null, string | null];
  clearTimeout(timer);
  expect([code, signal]).toEqual([1, null]);
}, 40_000);
