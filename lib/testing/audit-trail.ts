import { randomUUID } from "node:crypto";
import { z } from "zod";
import { insideCaller } from "@/lib/core/caller";
import { checkChain } from "@/lib/domain/audit/workers/check-chain";
import { extendChain } from "@/lib/domain/audit/workers/extend-chain";
import { db } from "@/lib/infra/db";
import { operation, perform } from "@/lib/infra/operation";
import { asOwner } from "./database";

const water = operation({
  name: "plants.water",
  summary: "Water a plant.",
  effect: "writes",
  permission: "videos:write",
  input: z.strictObject({ name: z.string() }),
  output: z.strictObject({}),
  subject: ({ name }) => `plant:${name}`,
  run: async () => ({}),
});

export const hourAgo = () => new Date(Date.now() - 3_600_000);
/** Leaves an entry. */
export const watering = (name: string, now?: Date) =>
  perform(water, { name }, insideCaller("cli", "test"), now ? { now } : {});
export const links = () => db().auditLink.findMany({ orderBy: { seq: "asc" } });
export const entryOf = (subject: string) =>
  db().auditEntry.findFirstOrThrow({ where: { subject: `plant:${subject}` } });

/** So many entries, all of them chained. */
export async function chained(count: number): Promise<string[]> {
  for (let at = 1; at <= count; at += 1) await watering(`p${at}`);
  await extendChain();
  return (await links()).map(({ entryId }) => entryId);
}

/** What a look through the whole chain finds now. */
export async function checking() {
  const id = randomUUID();
  await checkChain({ check_id: id, actor_name: "test" });
  return db().auditCheck.findUniqueOrThrow({ where: { id } });
}

/** An entry as the owner of the table can make one: no operation ever ran. */
export const forge = (at: Date, id: string = randomUUID()) =>
  asOwner(
    `INSERT INTO audit_entries (id, at, actor_id, actor_name, door, operation, subject, outcome, request_id)
     VALUES ($1, $2, 'user:0', 'Nobody', 'desk', 'videos.edit', 'video:v', 'done', 'r')`,
    [id, at],
  );
