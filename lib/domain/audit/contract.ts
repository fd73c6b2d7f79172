import { z } from "zod";
import { DOORS } from "@/lib/core/caller";
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

export const AUDIT_OUTCOMES = ["done", "refused"] as const;

const filters = {
  q: z
    .string()
    .trim()
    .max(120)
    .optional()
    .describe("Part of an actor, subject, operation, code, request id or address, as it stands there."),
  actor: z
    .string()
    .max(200)
    .optional()
    .describe("Who: an id as in `actor_id`, such as `user:…`, or else a whole name as in `actor_name`."),
  operation: z.string().max(100).optional().describe("What was done or tried, such as `deliveries.publish`."),
  subject: z.string().max(200).optional().describe("On what, such as `delivery:dist_…` or `video:vid_…`."),
  door: z.enum(DOORS).optional().describe("Through which door."),
  outcome: z.enum(AUDIT_OUTCOMES).optional().describe("How it ended."),
  code: z.string().max(100).optional().describe("The refusal's code, such as `forbidden`."),
  request_id: z.string().max(200).optional().describe("All that one request did."),
  from: Instant.optional().describe("At or after this moment."),
  to: Instant.optional().describe("Before this moment."),
};

export const EntryFilters = z.strictObject(filters);
export type EntryFilters = z.infer<typeof EntryFilters>;

export const ListEntries = PageInput.extend(filters);

/** How many entries one page is looked for in, where what is asked for stands in no index. */
export const LOOK_THROUGH = 100_000;

/** A page of the trail, and who has acted lately, for the filter. */
export const EntryPage = pageOf(AuditEntry).extend({
  looked_back_to: InstantOut.nullable().describe(
    `\`q\`, \`door\` and \`outcome\` are looked for in ${LOOK_THROUGH.toLocaleString("en")} entries at a time, counted after all other filters. Where those are through and the page would hold more, this is the moment the search came to: the page may be short or empty, and \`next_cursor\` looks on from there. Null otherwise.`,
  ),
  actors: z
    .array(z.strictObject({ id: z.string(), name: z.string() }))
    .describe(
      "Who acted most in the newest 5,000 entries, 100 at most, by name. On the first page without any filter; empty on every other.",
    ),
});
export type EntryPage = z.infer<typeof EntryPage>;

export const ExportEntries = z.strictObject({
  ...filters,
  format: z
    .enum(["csv", "jsonl"])
    .describe("`csv` for a spreadsheet; `jsonl`, an entry a line, holds everything that is needed to check it."),
});
/** The whole selection before the moment it was asked for, so that an export does not hold itself. */
export const EntryExport = z.strictObject({ before: InstantOut });

export const CHECK_STATES = ["intact", "not_intact", "unfinished"] as const;

/** What came of a look through the whole chain. */
export const AuditCheck = z.strictObject({
  id: z.string(),
  at: InstantOut,
  actor_name: z.string(),
  state: z
    .enum(CHECK_STATES)
    .describe("`unfinished`: it could not be brought to its end, and says nothing about the trail."),
  chained: z.int().nullable().describe("Entries in the chain; null where the check was not finished."),
  waiting: z.int().nullable().describe("Entries that were not in the chain yet; null where it was not finished."),
  head_hash: Hash.nullable().describe(
    "The hash of the last link: whoever writes it down elsewhere can prove later that nothing before it was changed.",
  ),
  finding: z
    .string()
    .nullable()
    .describe("The first thing that did not fit, or why it was not finished, in a sentence; null where all is well."),
});
export type AuditCheck = z.infer<typeof AuditCheck>;

/** A check that still walks; it comes to stand in the list of checks under this id. */
export const AskedCheck = z.strictObject({
  id: z.string(),
  asked_at: InstantOut.describe("When it was asked for first: whoever asks while one is under way is given that one."),
});
export const CheckAnswer = z.union([AuditCheck, AskedCheck]);
export type CheckAnswer = z.infer<typeof CheckAnswer>;

export const CheckChain = z.strictObject({});
export const ListChecks = PageInput;
export const CheckPage = pageOf(AuditCheck);
export type CheckPage = z.infer<typeof CheckPage>;
