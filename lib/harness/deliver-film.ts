import { createHash } from "node:crypto";
import type { SourceServer } from "@/lib/testing/servers/source-server";
import { setTimeout as pause } from "node:timers/promises";
import { ask, jsonOf } from "./ask";
import type { HarnessDesk } from "./desk";

export interface Film {
  readonly bytes: Buffer;
  readonly seconds: number;
}

/** A published delivery of the film. */
export interface Published {
  readonly delivery_id: string;
  readonly video_id: string;
  readonly public_url: string;
}

interface Publisher {
  readonly port: number;
  readonly key: string;
  readonly source: SourceServer;
  readonly film: Film;
}

/** The body of an ordinary delivery of the film. */
export function finalAsset({ source, film }: Pick<Publisher, "source" | "film">, project: string, metadata: object) {
  return {
    project_id: project,
    final_edit: {
      video_url: source.url("/film.mp4"),
      duration_seconds: film.seconds,
      checksum: `sha256:${createHash("sha256").update(film.bytes).digest("hex")}`,
    },
    qc_report: { status: "pass" },
    distribution_settings: { metadata },
  };
}

/** Delivers the film and waits until it is published. Throws when it is not. */
export async function publishFilm(
  publisher: Publisher,
  {
    project = `p-${crypto.randomUUID().slice(0, 8)}`,
    ...metadata
  }: { project?: string; title?: string; tags?: readonly string[] },
): Promise<Published> {
  const { port, key } = publisher;
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const body = JSON.stringify(finalAsset(publisher, project, metadata));
  const answer = await ask({ port, method: "POST", path: "/api/v1/deliveries", headers, body });
  const record = jsonOf(answer)?.["distribution_record"] as Record<string, unknown> | undefined;
  if (!record) throw new Error(`The film was not published: ${answer.status} ${answer.text}`);
  const delivery = String(record["audit_log_id"]);
  const told = jsonOf(await ask({ port, path: `/api/v1/deliveries/${delivery}`, headers }));
  return { delivery_id: delivery, video_id: String(told?.["video_id"]), public_url: String(record["public_url"]) };
}

/** The poster of a published film comes a moment later; until then its video still changes by itself. */
export async function untilDrawn(desk: Pick<HarnessDesk, "sql">, video: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const [row] = await desk.sql<{ drawn: boolean }>("SELECT has_poster AS drawn FROM videos WHERE id = $1", [video]);
    if (row?.drawn) return;
    await pause(100);
  }
  throw new Error("The poster was not drawn.");
}
