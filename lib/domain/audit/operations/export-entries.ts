import { operation } from "@/lib/infra/operation";
import { EntryExport, ExportEntries } from "../contract";

/**
 * Lets somebody take the trail out of the house, for the door that streams it. Changes nothing, and is a writing
 * operation all the same, because taking it out is itself an entry. Not an answer of the API.
 */
export const exportEntries = operation({
  name: "audit.export",
  summary: "Take a part of the audit trail, or all of it, away as CSV or JSON lines.",
  effect: "writes",
  permission: "audit:read",
  input: ExportEntries,
  output: EntryExport,
  subject: () => "audit",
  run: async (_input, { now }) => ({ before: now.toISOString() }),
});
