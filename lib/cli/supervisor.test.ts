import { EventEmitter, once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { identifyProcess, waitUntilGone } from "@/lib/infra/process-identity";
import { Supervisor } from "./supervisor";

const started: Supervisor[] = [];

/** A supervised Node program, what was said about it, and a way to wait for a line of it. */
function supervise(code: string, pace = { firstPause: 20, longestPause: 60, healthyAfter: 60_000 }) {
  const lines: string[] = [];
  const told = new EventEmitter();
  const supervisor = new Supervisor(
    { name: "program", command: process.execPath, args: ["-e", code], env: { NODE_ENV: "test" } },
    {
      pace,
      changed: () => undefined,
      say: (_name, line) => {
        lines.push(line);
        told.emit("line");
      },
    },
  );
  started.push(supervisor);
  supervisor.start();
  const until = async (enough: () => boolean) => {
    while (!enough()) await once(told, "line");
  };
  const heard = (text: string) => lines.filter((line) => line.includes(text)).length;
  return { supervisor, lines, until, heard };
}

afterEach(() => {
  for (const supervisor of started.splice(0)) supervisor.kill();
});

test("a program that keeps dying is started again, each time after a longer pause", async () => {
  const { lines, until, heard } = supervise("process.exit(3)");
  await until(() => heard("starting it again") >= 4);
  const pauses = lines.flatMap((line) => /exit code 3\); starting it again in ([\d.]+) s/.exec(line)?.[1] ?? []);
  expect(pauses.slice(0, 4)).toEqual(["0.02", "0.04", "0.06", "0.06"]);
});

test("one that lived long enough is started again after the first pause", async () => {
  const { lines, until, heard } = supervise("setTimeout(() => process.exit(1), 100)", {
    firstPause: 10,
    longestPause: 1000,
    healthyAfter: 50,
  });
  await until(() => heard("starting it again") >= 3);
  expect(lines.every((line) => line.endsWith("in 0.01 s"))).toBe(true);
});

test("a killed program comes back under another number", async () => {
  const { supervisor, until, heard } = supervise("console.log('up'); setInterval(() => {}, 1000)");
  await until(() => heard("up") === 1);
  const first = supervisor.pid ?? 0;
  process.kill(first, "SIGKILL");
  await until(() => heard("up") === 2);
  expect(heard("SIGKILL")).toBe(1);
  expect(supervisor.pid).not.toBe(first);
});

test("stopping waits for the program to finish what it holds, and does not start it again", async () => {
  const { supervisor, until, heard, lines } = supervise(
    "process.on('SIGTERM', () => setTimeout(() => { console.log('finished'); process.exit(0) }, 100)); console.log('up'); setInterval(() => {}, 1000)",
  );
  await until(() => heard("up") === 1);
  await Promise.all([supervisor.stop(10_000), until(() => heard("finished") === 1)]);
  expect(supervisor.pid).toBeUndefined();
  expect(lines).toEqual(["up", "finished"]);
});

test("one that will not stop is ended by force, with what it started", async () => {
  const { supervisor, until, heard, lines } = supervise(
    `process.on("SIGTERM", () => {});
     const child = require("node:child_process").spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"]);
     child.once("spawn", () => console.log("child", child.pid));
     setInterval(() => {}, 1000)`,
  );
  await until(() => heard("child") === 1);
  const child = Number(lines[0]?.split(" ")[1]);
  expect(identifyProcess(child)).toBeDefined();
  await supervisor.stop(100);
  expect(supervisor.pid).toBeUndefined();
  expect(await waitUntilGone(child, 5_000)).toBe(true);
});

test("a restart asked for happens at once and counts as no failure", async () => {
  const { supervisor, until, heard } = supervise("console.log('up'); setInterval(() => {}, 1000)");
  await until(() => heard("up") === 1);
  supervisor.restart();
  await until(() => heard("up") === 2);
  expect(heard("starting it again")).toBe(0);
});
