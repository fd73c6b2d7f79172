import { join } from "node:path";
import { z } from "zod";
import { stopCluster } from "@/lib/infra/cluster";
import { ensureSecrets } from "@/lib/infra/data-dir";
import { env, WrongSettings } from "@/lib/infra/env";
import type { Env } from "@/lib/infra/env";
import { readIfThere } from "@/lib/infra/files";
import { portIsFree } from "@/lib/infra/free-port";
import { buildIfNeeded } from "./build-if-needed";
import { knownProcess, runningDesk, takeDesk, type DeskRecord } from "./desk-file";
import { ensureDatabase, watchCluster } from "./desk-database";
import { followSources } from "./follow-sources";
import { bundledProgram, localAddress, webProgram, workerProgram } from "./programs";
import { runStep } from "./run-step";
import { listenForStop } from "./stop-signals";
import { Supervisor } from "./supervisor";

/** How long web and worker may take to finish what they hold, before they are ended by force. */
const PATIENCE_MS = 30_000;

/** A desk that is stopping is waited for, and one that runs for a moment: it may be about to notice that its npm was killed. */
const WAIT_FOR_STOPPING_MS = 45_000;
const WAIT_FOR_RUNNING_MS = 2_500;

/**
 * The whole desk in one terminal: builds what is missing, brings up the database, starts web and
 * worker and keeps them running, until it is asked to stop. Resolves when all of it has ended.
 * Throws `WrongSettings` where a person has to mend something first.
 */
export async function runDesk({ dev }: { dev: boolean }): Promise<void> {
  const settings = env();
  ensureSecrets(settings);
  const record = await takeFolder(settings.MARQUEE_DATA_DIR);
  await refuseTakenPort(settings).catch((error: unknown) => {
    record.release();
    throw error;
  });
  const stop = listenForStop();
  const watches: (() => Promise<void>)[] = [];
  const programs: Supervisor[] = [];
  const note = (stopping: boolean) => {
    const children = programs.flatMap(({ name, pid }) => (pid === undefined ? [] : (knownProcess(name, pid) ?? [])));
    record.write({ stopping, children });
  };
  stop.onSecond(() => {
    for (const program of programs) program.kill();
    record.release();
    process.exit(130);
  });

  try {
    if (!dev) await buildIfNeeded({ say: (line) => say("build", line), signal: stop.signal });
    say("desk", "bringing up the database");
    await ensureDatabase(settings);
    await seed(settings, dev, stop.signal);

    const watched = { say, changed: () => note(stop.signal.aborted) };
    say("desk", "starting web and worker");
    for (const program of [webProgram(settings, dev), workerProgram(settings, dev)]) {
      programs.push(new Supervisor(program, watched));
    }
    for (const program of programs) program.start();
    const restart = (name?: string) =>
      programs.filter((program) => program.name === (name ?? program.name)).forEach((program) => program.restart());
    watches.push(
      watchCluster(
        settings,
        () => restart(),
        (line) => say("desk", line),
      ),
    );
    if (dev)
      watches.push(
        followSources(
          () => restart("worker"),
          (line) => say("build", line),
        ),
      );

    await untilWebAnswers(settings, stop.signal);
    greet(settings);
    await stop.asked;
  } catch (error) {
    // What broke off because we were asked to stop is no fault.
    if (!stop.signal.aborted) throw error;
  } finally {
    say("desk", "stopping");
    note(true);
    await Promise.all(watches.map((end) => end()));
    await Promise.all(programs.map((program) => program.stop(PATIENCE_MS)));
    if (settings.DATABASE_URL === undefined) await stopCluster(settings.MARQUEE_DATA_DIR);
    record.release();
    say("desk", "stopped");
  }
}

async function takeFolder(dataDir: string): Promise<DeskRecord> {
  const began = Date.now();
  for (;;) {
    const record = await takeDesk(dataDir);
    if (record !== undefined) return record;
    const other = runningDesk(dataDir);
    const patience = other?.stopping === true ? WAIT_FOR_STOPPING_MS : WAIT_FOR_RUNNING_MS;
    if (other !== undefined && Date.now() > began + patience) {
      throw new WrongSettings(
        `The desk already runs on ${dataDir} (process ${other.pid}): stop that one first, or give this one another MARQUEE_DATA_DIR and PORT.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function refuseTakenPort({ HOST, PORT }: Env): Promise<void> {
  const free = await portIsFree(PORT, HOST).catch((error: unknown) => {
    throw new WrongSettings(
      `The desk cannot listen on ${HOST}:${PORT} (${error instanceof Error ? error.message : String(error)}): set HOST to an address of this machine, and PORT to one you may use.`,
    );
  });
  if (free) return;
  throw new WrongSettings(
    `Port ${PORT} of ${HOST} is taken by another program: stop that one, or choose another, as in "PORT=${PORT + 1} npm start".`,
  );
}

async function seed(settings: Env, dev: boolean, signal: AbortSignal): Promise<void> {
  const { name, ...program } = bundledProgram("seed", settings, dev);
  const code = await runStep({ ...program, signal, say: (line) => say(name, line) });
  if (code !== 0) throw new Error("The first people and the demo could not be made.");
}

/** Waits for the first answer. A web process that keeps dying is told by its supervisor meanwhile. */
async function untilWebAnswers(settings: Env, signal: AbortSignal): Promise<void> {
  const address = `${localAddress(settings)}/livez`;
  while (!signal.aborted) {
    const answer = await fetch(address, { signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]) }).catch(
      () => undefined,
    );
    await answer?.body?.cancel();
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const SignIns = z.array(z.object({ email: z.string(), password: z.string(), note: z.string().optional() }));

function greet(settings: Env): void {
  const text = readIfThere(join(settings.MARQUEE_DATA_DIR, "sign-in.json"));
  const people = text === undefined ? [] : SignIns.parse(JSON.parse(text));
  const lines = people.map(
    ({ email, password, note }) => `  ${email}  ${password}${note === undefined ? "" : `  (${note})`}`,
  );
  process.stdout.write(
    [
      "",
      `Marquee is open at ${settings.MARQUEE_URL}`,
      ...(lines.length > 0 ? ["Sign in with", ...lines] : []),
      "Ctrl-C stops it.",
      "",
      "",
    ].join("\n"),
  );
}

function say(name: string, line: string): void {
  process.stdout.write(`${name.padEnd(6)} │ ${line}\n`);
}
