import { exportEntries } from "@/lib/domain/audit/operations/export-entries";
import type { HarnessDesk } from "./desk";

/** Tables that grow or tick by being looked at. */
const RESTLESS = new Set(["audit_entries", "audit_chain", "audit_checks", "rate_limits", "idempotency_records"]);

/** Moments that a mere look may leave behind. */
const TICKING = ["last_used_at", "last_seen_at", "relayed_at"];

/** A fingerprint of each table of the desk, so that what changed between two of them can be named. */
export async function fingerprints(desk: HarnessDesk): Promise<Map<string, string>> {
  const tables = await desk.sql<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
  );
  const prints = new Map<string, string>();
  for (const { name } of tables) {
    if (RESTLESS.has(name)) continue;
    const [row] = await desk.sql<{ print: string }>(
      `SELECT md5(coalesce(string_agg(line, chr(10) ORDER BY line), '')) AS print
         FROM (SELECT (to_jsonb(t) - $1::text[])::text AS line FROM "${name}" t) lines`,
      [TICKING],
    );
    prints.set(name, row?.print ?? "");
  }
  return prints;
}

/** The tables that differ. */
export const changed = (before: Map<string, string>, after: Map<string, string>) =>
  [...after].filter(([name, print]) => before.get(name) !== print).map(([name]) => name);

/** How many acts of each outcome the audit trail holds. Reading the trail out is written down too, and changes nothing. */
export async function auditCounts(desk: HarnessDesk): Promise<{ done: number; forbidden: number }> {
  const [row] = await desk.sql<{ done: string; forbidden: string }>(
    "SELECT count(*) FILTER (WHERE outcome = 'done' AND operation <> $1) AS done, count(*) FILTER (WHERE code = 'forbidden') AS forbidden FROM audit_entries",
    [exportEntries.name],
  );
  return { done: Number(row?.done), forbidden: Number(row?.forbidden) };
}
