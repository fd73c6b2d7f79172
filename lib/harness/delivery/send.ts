import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { jsonOf } from "../ask";
import type { HarnessDesk } from "../desk";

export interface Sending {
  readonly url: string;
  readonly sha256: string;
  readonly seconds: number;
  readonly project: string;
  /** A manager's key, or one with the same scopes. */
  readonly key: string;
}

/** How a delivery ended, as whoever sent it hears. */
export interface Ended {
  readonly id: string;
  /** `published`, or the code of the refusal, or the status of one that is still on its way. */
  readonly end: string;
  readonly status: number;
  readonly message: string;
  readonly seconds: number;
  readonly publicUrl: string;
}

/** How long a delivery may be under way, many at once on a small machine included. */
const PATIENCE_MS = 120_000;

export const sha256Of = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Delivers, and waits until the delivery has come to an end. */
export async function send(desk: HarnessDesk, { url, sha256, seconds, project, key }: Sending): Promise<Ended> {
  const began = performance.now();
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const answer = await desk.ask({
    method: "POST",
    path: "/api/v1/deliveries",
    headers,
    body: JSON.stringify({
      project_id: project,
      final_edit: { video_url: url, duration_seconds: seconds, checksum: `sha256:${sha256}` },
      qc_report: { status: "pass" },
    }),
  });
  return endOf({ desk, key, status: answer.status, body: jsonOf(answer) ?? {}, began });
}

/** Tries a failed delivery again, and waits for its end. */
export async function retry(desk: HarnessDesk, { id, key }: { id: string; key: string }): Promise<Ended> {
  const began = performance.now();
  const answer = await desk.ask({
    method: "POST",
    path: `/api/v1/deliveries/${id}/retry`,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: "{}",
  });
  return endOf({ desk, key, status: answer.status, body: jsonOf(answer) ?? {}, began });
}

interface Answered {
  readonly desk: HarnessDesk;
  readonly key: string;
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly began: number;
}

async function endOf({ desk, key, status, body, began }: Answered): Promise<Ended> {
  const record = body["distribution_record"] as Record<string, unknown> | null | undefined;
  const named = record?.["audit_log_id"] ?? body["audit_log_id"];
  const id = typeof named === "string" ? named : "";
  const seconds = () => Math.round((performance.now() - began) / 100) / 10;
  if (record)
    return { id, end: "published", status, message: "", seconds: seconds(), publicUrl: String(record["public_url"]) };
  if (status >= 400) {
    const [code, message] = [String(body["code"]), String(body["detail"] ?? body["title"])];
    return { id, end: code, status, message, seconds: seconds(), publicUrl: "" };
  }
  const row = await untilOver(desk, id, key);
  return { ...row, id, status, seconds: seconds() };
}

/** Asks for a delivery until it has come to an end, or patience has. */
export async function untilOver(
  desk: HarnessDesk,
  id: string,
  key: string,
): Promise<Pick<Ended, "end" | "message" | "publicUrl">> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await desk
      .ask({ path: `/api/v1/deliveries/${id}`, headers: { authorization: `Bearer ${key}` } })
      .then(jsonOf, () => undefined);
    const [status, code] = [String(answer?.["status"]), answer?.["error_code"]];
    const record = answer?.["distribution_record"] as Record<string, unknown> | null | undefined;
    if (status === "published") return { end: "published", message: "", publicUrl: String(record?.["public_url"]) };
    if (status === "failed") return { end: String(code), message: String(answer?.["error_message"]), publicUrl: "" };
    if (Date.now() > deadline) return { end: status, message: "It did not come to an end.", publicUrl: "" };
    await pause(200);
  }
}

/** Looks again until something is so, or gives up. */
export async function eventually(look: () => Promise<boolean> | boolean, seconds = 20): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    if (await look()) return true;
    if (Date.now() > deadline) return false;
    await pause(100);
  }
}
