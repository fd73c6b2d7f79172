import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { db } from "@/lib/infra/db";
import type { Delivering } from "./delivering";
import { recordOf } from "./delivering";
import { eventually } from "./worker";

/** A film that was delivered for a test of its copies. */
export interface Kept {
  readonly id: string;
  readonly key: string;
}

/** Copies come after the answer, behind whatever else the worker does. */
const PATIENCE_MS = 40_000;

/** Delivers the film and waits until each of so many stores has its verified copy. */
export async function deliverKept(desk: Delivering, copies: number, prefix = "p"): Promise<Kept> {
  const { body } = await desk.deliver({ settings: { storage_prefix: prefix } });
  const id = String(recordOf(body)["audit_log_id"]);
  const key = `${desk.project}/${prefix}/${id}.mp4`;
  await allVerified(id, copies);
  return { id, key };
}

export const copiesOn = (id: string) => db().copy.findMany({ where: { deliveryId: id }, orderBy: { store: "asc" } });

export const allVerified = (id: string, copies: number) =>
  eventually(async () => {
    const rows = await copiesOn(id);
    return rows.length === copies && rows.every(({ state }) => state === "verified") && rows;
  }, PATIENCE_MS);

/** What was told about the copies of a delivery, in order. */
export async function toldOf(id: string): Promise<{ type: string; payload: Record<string, unknown> }[]> {
  const events = await db().outboxEvent.findMany({
    where: { subject: `delivery:${id}`, type: { startsWith: "copy." } },
    orderBy: { id: "asc" },
  });
  return events.map(({ type, payload }) => ({ type, payload: payload as Record<string, unknown> }));
}

/** Changes one byte where the file stands, so that every name of it is changed. */
export async function spoil(folder: string, key: string): Promise<void> {
  const path = join(folder, key);
  const bytes = await readFile(path);
  bytes.writeUInt8(bytes.readUInt8(1000) ^ 1, 1000);
  await writeFile(path, bytes, { flag: "r+" });
}
