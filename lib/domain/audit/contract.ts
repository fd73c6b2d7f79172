import { z } from "zod";
import { PageInput, pageOf } from "@/lib/core/page";
import { Instant, InstantOut } from "@/lib/core/time";

const Hash = z.string().describe("64 hex digits.");

/** An entry's place in the hash chain, with what is needed to check it: see docs/audit.md. */
const Place = z.strictObject({
  seq: z.int(),
  hash: Hash,
  previous: Hash.nullable().describe("The hash of the link before; null where that link is missing."),
});

/** Who did what, when, through which door, and how it ended. */
export const AuditEntry = z.strictObject({
  id: z.string(),
  at: InstantOut,
  actor_id: z.string().describe("`user:…`, `key:…`, `worker`, `cli` or `anonymous`."),
  actor_name: z.string(),
  on_behalf_of: z.string().nullable().describe("For whom a service acted, as its `X-User-ID` said."),
  // Texts, not one of a few: an entry that somebody has tampered with has to be shown as well.
  door: z.string(),
  operation: z.string(),
  subject: z.string(),
  outcome: z.string().describe("`done` or `refused`."),
  code: z.string().nullable().describe("The refusal's code."),
  request_id: z.string(),
  address: z.string().nullable(),
  chain: Place.nullable().describe("Null for some seconds after it was written."),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AUDIT_DOORS = ["desk", "api", "mcp", "link", "worker", "cli"] as const;
export const AUDIT_OUTCOMES = ["done", "refused"] as const;

const filters = {
  q: z
    .string()
    .trim()
    .max(120)
    .optional()
    .describe("Part of an actor, subject, operation, code, request id or address, as it stands there."),
  actor: z.string().max(200).optional().describe("An actor's id or name."),
  operation: z.string().max(100).optional(),
  subject: z.string().max(200).optional(),
  door: z.enum(AUDIT_DOORS).optional(),
  outcome: z.enum(AUDIT_OUTCOMES).optional(),
  code: z.string().max(100).optional(),
  from: Instant.optional().describe("At or after this moment."),
  to: Instant.optional().describe("Before this moment."),
};

export const AuditFilters = z.strictObject(filters);
export type AuditFilters = z.infer<typeof AuditFilters>;

export const ListEntries = PageInput.extend(filters);

/** A page of the trail, and who has acted lately, for the filter. */
export const EntryPage = pageOf(AuditEntry).extend({
  actors: z
    .array(z.strictObject({ id: z.string(), name: z.string() }))
    .describe("Who acted in the newest 5,000 entries. Empty on every page but the first."),
});
export type EntryPage = z.infer<typeof EntryPage>;

export const ExportEntries = z.strictObject({
  ...filters,
  format: z.enum(["csv", "jsonl"]).describe("`jsonl` holds everything that is needed to check it."),
});
/** The whole selection before the moment it was asked for, so that an export does not hold itself. */
export const EntryExport = z.strictObject({ before: InstantOut });

/** What a look through the whole chain found. */
export const AuditCheck = z.strictObject({
  id: z.string(),
  at: InstantOut,
  actor_name: z.string(),
  intact: z.boolean(),
  chained: z.int().describe("Entries in the chain."),
  waiting: z.int().describe("Entries that were not in the chain yet."),
  head_hash: Hash.nullable().describe(
    "The hash of the last link: whoever writes it down elsewhere can prove later that nothing before it was changed.",
  ),
  finding: z.string().nullable().describe("The first thing that did not fit, in a sentence."),
});
export type AuditCheck = z.infer<typeof AuditCheck>;

/** A check that still walks; it comes to stand in the list of checks under this id. */
export const AskedCheck = z.strictObject({ id: z.string(), asked_at: InstantOut });
export const CheckAnswer = z.union([AuditCheck, AskedCheck]);
export type CheckAnswer = z.infer<typeof CheckAnswer>;

export const CheckChain = z.strictObject({});
export const ListChecks = PageInput;
export const CheckPage = pageOf(AuditCheck);
export type CheckPage = z.infer<typeof CheckPage>;
