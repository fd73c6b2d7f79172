import { db, type Prisma, type Tx } from "@/lib/infra/db";
import type { AuditCheck, CheckAnswer } from "./contract";

/** What an entry of the trail about a check is filed under, and what is signalled when it is done. */
export const subjectOfCheck = (id: string) => `audit-check:${id}`;

/** What came of a check; undefined while it is under way. */
export async function findCheck(id: string, tx: Tx = db()): Promise<AuditCheck | undefined> {
  const row = await tx.auditCheck.findUnique({ where: { id } });
  return row ? toCheck(row) : undefined;
}

/** A check that somebody asked for: what came of it, or since when it is waited for, which its first entry tells. */
export async function findAskedCheck(id: string, { tx, now }: { tx: Tx; now: Date }): Promise<CheckAnswer> {
  const asked = { subject: subjectOfCheck(id), operation: "audit.check" };
  const check = await findCheck(id, tx);
  if (check) return check;
  const entry = await tx.auditEntry.findFirst({ where: asked, orderBy: [{ at: "asc" }, { id: "asc" }] });
  return { id, asked_at: (entry?.at ?? now).toISOString() };
}

/** `intact` is null in the row of a check that was not finished. */
export function toCheck(row: Prisma.AuditCheckGetPayload<object>): AuditCheck {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor_name: row.actorName,
    state: row.intact === null ? "unfinished" : row.intact ? "intact" : "not_intact",
    chained: row.chained === null ? null : Number(row.chained),
    waiting: row.waiting === null ? null : Number(row.waiting),
    head_hash: row.headHash && Buffer.from(row.headHash).toString("hex"),
    finding: row.finding,
  };
}

export function toCheckRow(check: AuditCheck): Prisma.AuditCheckCreateManyInput {
  return {
    id: check.id,
    at: new Date(check.at),
    actorName: check.actor_name,
    intact: check.state === "unfinished" ? null : check.state === "intact",
    chained: check.chained,
    waiting: check.waiting,
    headHash: check.head_hash === null ? null : Buffer.from(check.head_hash, "hex"),
    finding: check.finding,
  };
}
