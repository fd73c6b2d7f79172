import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool, type QueryResultRow } from "pg";
import type { Role, Scope } from "@/lib/core/caller";
import { bundledProgram, webProgram, workerProgram } from "@/lib/cli/programs";
import { runStep } from "@/lib/cli/run-step";
import type { Program } from "@/lib/cli/supervisor";
import { ensureCluster, stopCluster } from "@/lib/infra/cluster";
import { readSettings } from "@/lib/infra/env";
import { freePort } from "@/lib/infra/free-port";
import { migrate } from "@/lib/infra/migrate";
import { projectRoot } from "@/lib/infra/project-root";
import { QUEUES } from "@/lib/workers/queues";
import { ask, jsonOf, type Answer, type Ask } from "./ask";
import type { Footing, Ground } from "./ground";
import { attemptSignIn, freshAddress, makePerson, sessionCookieOf, type Door, type SignedIn } from "./people";
import { publishFilm, type Film, type Published } from "./deliver-film";
import { settingsFor } from "./settings";
import { openSurroundings, type Surroundings } from "./surroundings";
import { keepRunning, untilItAnswers, type Running } from "./web";

/** A web process beside the first one, on the same data. */
export interface AnotherWeb extends Door, Running {}

export interface WebOptions {
  readonly name: string;
  /** Settings on top of the desk's. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where its build lies; the project's own unless told. */
  readonly folder?: string;
}

/** A desk that runs for the harness alone, with everything a proof needs to knock at it and to look behind it. */
export interface HarnessDesk extends Door, Pick<Surroundings, "source" | "mailbox" | "provider"> {
  readonly dataDir: string;
  /** Where its files lie: the same, unless its ground says otherwise. */
  readonly filesDir: string;
  /** Its first web process, and its worker. */
  readonly processes: { readonly web: Running; readonly worker: Running };
  /** How its worker is started, for whoever wants another. */
  readonly programs: { readonly worker: Program };
  readonly logs: { readonly web: string; readonly worker: string };
  readonly film: Film;
  /** The secrets that the desk was started with, and that must turn up nowhere. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Asks the desk's own web process. */
  ask(question: Omit<Ask, "port">): Promise<Answer>;
  /** Asks the database as its owner. */
  sql<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  keyWith(scopes: readonly Scope[], name?: string): Promise<{ id: string; key: string }>;
  /** A new person of this role, signed in at the form's address. */
  signIn(role: Role): Promise<SignedIn>;
  person(role: Role): Promise<{ id: string; email: string; password: string }>;
  /** Delivers the film into a project and waits until it is published. */
  publish(told?: { project?: string; title?: string; tags?: readonly string[] }): Promise<Published>;
  anotherWeb(options: WebOptions): Promise<AnotherWeb>;
  stop(): Promise<void>;
}

/** Starts a desk on a data dir and ports of its own: embedded Postgres, web and worker as processes. */
export async function startHarnessDesk(say: (line: string) => void, ground?: Ground): Promise<HarnessDesk> {
  const dataDir = realpathSync(mkdtempSync(join(tmpdir(), "marquee-harness-")));
  // As root the embedded Postgres is another user, who has to pass through to the cluster inside.
  chmodSync(dataDir, 0o711);
  const logs = { web: join(dataDir, "logs/web.log"), worker: join(dataDir, "logs/worker.log") };
  mkdirSync(join(dataDir, "logs"));
  const film = readFileSync(join(projectRoot(), "prisma/seed/films/harbour-at-night.mp4"));
  const port = await freePort();
  const { source, mailbox, provider, ...around } = await openSurroundings(`http://localhost:${port}`, film);
  const bytes = randomBytes(32);
  const secret = bytes.toString("base64");
  const running: Running[] = [];
  const ending: (() => Promise<void>)[] = [() => around.close(), () => stopCluster(dataDir)];
  const stop = async () => {
    forgetSignals();
    await Promise.all(running.map((program) => program.stop()));
    for (const end of ending.toReversed()) await end();
    rmSync(dataDir, { recursive: true, force: true });
  };

  const forgetSignals = stopOnSignal(stop);

  try {
    const footing: Footing | undefined = await ground?.lay(dataDir);
    if (footing) ending.push(() => footing.close());
    say("bringing up the database");
    const { ownerUrl, appUrl } = await ensureCluster(dataDir, { durable: false });
    const filesDir = footing?.filesDir ?? dataDir;
    const own: Record<string, string> = {
      ...settingsFor({ dataDir: filesDir, port, secret }),
      ...(filesDir === dataDir ? {} : { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl }),
      ...around.settings,
      ...footing?.settings,
      OUTBOUND_ALLOW: [around.settings["OUTBOUND_ALLOW"], footing?.settings["OUTBOUND_ALLOW"]]
        .filter(Boolean)
        .join(","),
    };
    const settings = readSettings(own);
    await migrate({ ownerUrl, appUrl, queues: QUEUES });
    const pool = new Pool({ connectionString: ownerUrl, options: "-c timezone=UTC", max: 4 });
    // The cluster ends before the last idle connection knows.
    pool.on("error", () => undefined);
    ending.push(() => pool.end());
    const sql = async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows;

    const seed = bundledProgram("seed", settings, false);
    const said: string[] = [];
    const code = await runStep({ ...seed, env: { ...seed.env, ...own }, say: (line) => said.push(line) });
    if (code !== 0) throw new Error(`The first people could not be made:\n${said.join("\n")}`);

    say("starting web and worker");
    const worker = workerProgram(settings, false);
    const programs = { worker: { ...worker, env: { ...worker.env, ...own } } };
    const working = keepRunning(programs.worker, logs.worker);
    running.push(working);
    const startWeb = async ({ name, env = {}, folder = projectRoot(), at }: WebOptions & { at?: number }) => {
      const onPort = at ?? (await freePort());
      const { args, ...program } = webProgram({ ...settings, PORT: onPort }, false);
      const web = keepRunning(
        { ...program, args: [...args, folder], env: { ...program.env, ...own, ...env, PORT: String(onPort) } },
        join(dataDir, `logs/${name}.log`),
      );
      running.push(web);
      await untilItAnswers(onPort);
      return { ...web, port: onPort, url: settings.MARQUEE_URL };
    };
    const web = await startWeb({ name: "web", at: port });

    const { url } = web;
    const door = { port, url };
    const person = (role: Role) => makePerson(sql, role);
    const signIn = async (role: Role) => {
      const somebody = await person(role);
      const answer = await attemptSignIn(door, { ...somebody, address: freshAddress() });
      const cookie = sessionCookieOf(answer);
      if (cookie === undefined) throw new Error(`The ${role} was not let in: ${answer.status} ${answer.text}`);
      return { ...somebody, cookie };
    };
    const admin = await signIn("admin");
    const keyWith = async (scopes: readonly Scope[], name = `harness ${scopes.join(" ")}`.slice(0, 80)) => {
      const answer = await ask({
        port,
        method: "POST",
        path: "/api/v1/api-keys",
        headers: { cookie: admin.cookie, origin: url, "content-type": "application/json" },
        body: JSON.stringify({ name, scopes }),
      });
      const made = jsonOf(answer);
      if (answer.status !== 201) throw new Error(`No key was made: ${answer.status} ${answer.text}`);
      return { id: String(made?.["id"]), key: String(made?.["key"]) };
    };
    const { key } = await keyWith(["videos:read", "videos:write", "deliveries:read", "deliveries:write"]);
    return {
      ...door,
      dataDir,
      filesDir,
      processes: { web, worker: working },
      programs,
      logs,
      source,
      film: { bytes: film, seconds: FILM_SECONDS },
      mailbox,
      provider,
      secrets: {
        ...around.secrets,
        ...footing?.secrets,
        "secret of the ring": secret,
        "bytes of the ring's secret": bytes.toString("hex"),
      },
      ask: (question) => ask({ port, ...question }),
      sql,
      keyWith,
      person,
      signIn,
      publish: (told = {}) => publishFilm({ port, key, source, film: { bytes: film, seconds: FILM_SECONDS } }, told),
      anotherWeb: startWeb,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const FILM_SECONDS = 10;

/** The desk's processes lead groups of their own, which no Ctrl-C reaches. Returns what ends the listening. */
function stopOnSignal(stop: () => Promise<void>): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const onSignal = () => {
    // What is still waited for will not come.
    process.on("unhandledRejection", () => undefined);
    void stop().finally(() => process.exit(130));
  };
  for (const signal of signals) process.once(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}
