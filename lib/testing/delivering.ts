import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { db } from "@/lib/infra/db";
import { call, keyOfRole, type Answered } from "./call";
import { serveSource, type SourceServer } from "./servers/source-server";
import { startWorker } from "./worker";

export interface Asset {
  path?: string;
  checksum?: string;
  qc?: string;
  duration?: number;
  settings?: object;
  headers?: Record<string, string>;
}

export interface Delivering {
  readonly film: Buffer;
  readonly seconds: number;
  readonly source: SourceServer;
  readonly dataDir: string;
  /** A manager's key. */
  readonly key: string;
  /** Every test delivers into a project of its own. */
  readonly project: string;
  readonly deliver: (asset?: Asset) => Promise<Answered>;
  readonly rows: () => ReturnType<ReturnType<typeof db>["delivery"]["findMany"]>;
  /** What stands in this project's storage, and what is half-made in staging, by file name. */
  readonly stored: () => Promise<string[]>;
  readonly staged: () => Promise<string[]>;
}

export const sha256 = (bytes: Buffer) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
export const recordOf = (body: Record<string, unknown>) => body["distribution_record"] as Record<string, unknown>;

/** Sets a test file up to deliver for real: a source on loopback, a worker, a key. Call it at the top of the file. */
export async function delivering(): Promise<Delivering> {
  const film = await readFile("prisma/seed/films/harbour-at-night.mp4");
  const source = await serveSource(film);
  const dataDir = process.env["MARQUEE_DATA_DIR"] ?? "";
  process.env["OUTBOUND_ALLOW"] = source.host;
  const now = { key: "", project: "", projects: 0, stopWorker: () => Promise.resolve() };

  beforeAll(async () => {
    now.key = await keyOfRole("manager");
    now.stopWorker = await startWorker();
  });
  beforeEach(() => {
    now.project = `p-${(now.projects += 1)}`;
  });
  afterAll(async () => {
    await now.stopWorker();
    await source.close();
  });

  return {
    film,
    seconds: SECONDS,
    source,
    dataDir,
    get key() {
      return now.key;
    },
    get project() {
      return now.project;
    },
    deliver: ({
      path = "/film.mp4",
      checksum = sha256(film),
      qc = "pass",
      duration = SECONDS,
      settings = {},
      headers = {},
    } = {}) =>
      call("POST", "/api/v1/deliveries", {
        key: now.key,
        headers,
        body: {
          project_id: now.project,
          final_edit: { video_url: source.url(path), duration_seconds: duration, checksum },
          qc_report: { status: qc, report_id: "qc_1", checked_at: "2026-09-29T11:40:02Z" },
          distribution_settings: settings,
        },
      }),
    rows: () => db().delivery.findMany({ where: { projectId: now.project } }),
    stored: () => mp4sBelow(join(dataDir, "storage", now.project)),
    staged: async () =>
      (await readdir(join(dataDir, "staging")).catch(() => [])).filter((name) => name.endsWith(".part")),
  };
}

/** How long the film runs. */
const SECONDS = 10;

const mp4sBelow = async (folder: string) =>
  (await readdir(folder, { recursive: true }).catch(() => [])).filter((name) => name.includes(".mp4"));
