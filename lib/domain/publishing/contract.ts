import { z } from "zod";
import { AssignmentStatus, Cause, Standing } from "@/lib/domain/assignments/contract";
import { ChannelStatus } from "@/lib/domain/channels/contract";
import { Id } from "@/lib/core/id";
import { PageInput, pageOf } from "@/lib/core/page";
import { Instant, InstantOut } from "@/lib/core/time";

// ── The board ───────────────────────────────────────────────────────────────────────────────────────

/** What somebody looks for on the board. `me`: whatever waits for a person. */
export const Needs = z.enum(["me", "failed", "late", "unconfirmed"]);
export type Needs = z.infer<typeof Needs>;

export const GetBoard = PageInput.extend({
  needs: Needs.optional(),
  status: AssignmentStatus.optional(),
  cause: Cause.optional(),
  channel_id: Id.optional(),
  q: z.string().trim().max(200).optional().describe("Looks in titles."),
  from: Instant.optional().describe("With an assignment scheduled at or after this moment."),
  to: Instant.optional().describe("With an assignment scheduled before this moment."),
});

/** One video on one channel, as a cell of the board shows it. */
export const BoardCell = z.strictObject({
  assignment_id: z.string(),
  channel_id: z.string(),
  status: AssignmentStatus,
  cause: z.string().nullable(),
  scheduled_at: InstantOut.nullable(),
  live_at: InstantOut.nullable(),
  remote_url: z.string().nullable(),
  attempts: z.int(),
  retry_count: z.int(),
  forced: z.boolean(),
  standing: Standing,
  revision: z.int(),
});
export type BoardCell = z.infer<typeof BoardCell>;

export const BoardRow = z.strictObject({
  video_id: z.string(),
  title: z.string(),
  project_id: z.string(),
  has_poster: z.boolean(),
  created_by: z.string().describe("Who assigned it last."),
  cells: z.array(BoardCell).describe("Newest first; cancelled ones only where they are asked for."),
});
export type BoardRow = z.infer<typeof BoardRow>;

export const BoardChannel = z.strictObject({
  id: z.string(),
  name: z.string(),
  platform: z.string(),
  status: ChannelStatus,
});

/** Failures with one cause on one channel: mended, and retried, together. */
export const FailureGroup = z.strictObject({
  channel_id: z.string(),
  channel_name: z.string(),
  platform: z.string(),
  cause: z.string(),
  count: z.int(),
  since: InstantOut,
  sentence: z.string(),
  mend: z.enum(["reconnect", "retry", "resume"]).describe("What to do first; all of them are retried then."),
});
export type FailureGroup = z.infer<typeof FailureGroup>;

export const Board = pageOf(BoardRow).extend({
  channels: z
    .array(BoardChannel)
    .describe("The board's columns: every channel that there is, and removed ones with rows here."),
  groups: z.array(FailureGroup),
  counts: z.strictObject({ me: z.int(), failed: z.int(), late: z.int(), unconfirmed: z.int() }),
  at: InstantOut.describe("When this was read."),
});
export type Board = z.infer<typeof Board>;

// ── One assignment ──────────────────────────────────────────────────────────────────────────────────

export const Verdict = z.enum(["check", "present", "absent"]);

export const ReconcileAssignment = z
  .strictObject({
    id: Id,
    verdict: Verdict.describe("`check` looks on the platform; `present` and `absent` are a person's word."),
    remote_url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional()
      .describe("Where it is, with `present`."),
  })
  .refine(({ verdict, remote_url: url }) => verdict === "present" || url === undefined, {
    error: "An address goes with `present` only.",
    path: ["remote_url"],
  });

export const AttemptState = z.enum(["sending", "unknown", "confirmed", "rejected", "not_sent", "absent", "repeated"]);
export type AttemptState = z.infer<typeof AttemptState>;

const Call = z.strictObject({
  at: z.string(),
  method: z.string(),
  host: z.string(),
  status: z.int().nullable(),
  bytes_sent: z.int().nullable(),
  ms: z.int(),
  outcome: z.enum(["answer", "not-sent", "lost"]),
});

const Look = z.strictObject({ at: z.string(), found: z.enum(["there", "absent", "unsure"]), sentence: z.string() });

export const Evidence = z.strictObject({
  calls: z.array(Call).default([]),
  looks: z.array(Look).default([]),
  decision: z
    .strictObject({ at: z.string(), by: z.string(), verdict: z.enum(["present", "absent"]) })
    .nullable()
    .default(null),
});
export type Evidence = z.infer<typeof Evidence>;

export const AttemptOut = z.strictObject({
  number: z.int(),
  state: AttemptState,
  marker: z.string(),
  request_hash: z.string(),
  started_at: InstantOut,
  deadline: InstantOut,
  ended_at: InstantOut.nullable(),
  remote_id: z.string().nullable(),
  sentence: z.string().nullable(),
  looks: z.int(),
  look_due_at: InstantOut.nullable(),
  evidence: Evidence,
});
export type AttemptOut = z.infer<typeof AttemptOut>;

/** One line of an assignment's life, oldest first: an act that was written down, a fact that was told, or a try. */
export const TimelineEntry = z.strictObject({
  at: InstantOut,
  kind: z.enum(["act", "event", "attempt", "look"]),
  title: z.string(),
  detail: z.string().nullable(),
  actor: z.string().nullable(),
  operation: z.string().nullable(),
  code: z.string().nullable(),
  attempt: z.int().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const Timeline = z.strictObject({
  assignment_id: z.string(),
  attempts: z.array(AttemptOut),
  entries: z.array(TimelineEntry),
});
export type Timeline = z.infer<typeof Timeline>;
