import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { HarnessDesk } from "../desk";
import type { Ledger } from "../proof";
import { freshFilm } from "./films";
import { smallDisks } from "./grounds/small-disks";
import { eventually, send } from "./send";

/** A second worker whose log goes to a file on a full disk, as `worker > log` would: it does its work, and speaks again when it can. */
export async function fullLog(desk: HarnessDesk, ledger: Ledger, key: string): Promise<void> {
  const { logs, shelf } = smallDisks.tools;
  const path = join(logs.folder, "worker.log");
  const file = openSync(path, "a");
  logs.fill(0);
  const { command, args, env } = desk.programs.worker;
  const worker = spawn(command, args, { env, stdio: ["ignore", file, file] });
  closeSync(file);
  const ended = once(worker, "exit");
  try {
    for (let number = 0; number < 4; number++) {
      const film = freshFilm(desk.film.bytes);
      // Some fail, because that is when a worker has something to say.
      const url = number % 2 === 0 ? shelf.lay(film.bytes) : "http://127.0.0.1:9/gone.mp4";
      const { end } = await send(desk, { url, sha256: film.sha256, seconds: desk.film.seconds, project: "log", key });
      ledger.look(
        "deliveries go on beside a full log",
        number % 2 === 0 ? end === "published" : end !== "published",
        end,
      );
    }
    await pause(2_000);
    ledger.look(
      "a worker with a full log lives on",
      worker.exitCode === null && worker.signalCode === null,
      `${worker.exitCode} ${worker.signalCode}`,
    );
    logs.free();
    worker.kill("SIGTERM");
    const stopped = await Promise.race([ended.then(() => true), pause(25_000).then(() => false)]);
    ledger.look("it stops when it is asked to", stopped, "it does not");
    const speaks = await eventually(() => readFileSync(path, "utf8").includes("the worker finishes what it holds"), 2);
    ledger.look("with room again, it speaks again", speaks, readFileSync(path, "utf8").slice(-200));
  } finally {
    worker.kill("SIGKILL");
    logs.free();
  }
}
