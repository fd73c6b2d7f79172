import { z } from "zod";
import { Id } from "@/lib/core/id";
import { isOneLine, ONE_LINE } from "@/lib/core/one-line";
import { PageInput, pageOf } from "@/lib/core/page";
import { Instant, InstantOut } from "@/lib/core/time";

export const AssignmentStatus = z.enum([
  "assigned",
  "scheduled",
  "publishing",
  "published",
  "unconfirmed",
  "failed",
  "cancelled",
]);
export type AssignmentStatus = z.infer<typeof AssignmentStatus>;

/** Why one has failed, is held up or is not sure: stable words that a screen groups by. */
export const CAUSES = [
  "missed",
  "sign_in_expired",
  "refused",
  "preflight",
  "processing_failed",
  "gave_up",
  "channel_disabled",
  "worker_lost",
  "no_answer",
] as const;
export const Cause = z.enum(CAUSES);
export type Cause = z.infer<typeof Cause>;

/** What an assignment that is still to go out waits for, besides its time. */
export const WaitsFor = z.enum(["channel_paused", "reconnecting", "stopped", "breaker", "cap", "retry", "preflight"]);
export type WaitsFor = z.infer<typeof WaitsFor>;

/** How far it is, finer than `status`. */
export const Phase = z.enum([
  "waiting",
  "preparing",
  "ready",
  "sending",
  "repeating",
  "processing",
  "looking",
  "ended",
]);
export type Phase = z.infer<typeof Phase>;

/** What a person can do about it now; each is an address of the API, and a button. */
export const AssignmentAction = z.enum([
  "edit",
  "cancel",
  "publish",
  "retry",
  "check",
  "present",
  "absent",
  "reconnect",
  "resume",
]);
export type AssignmentAction = z.infer<typeof AssignmentAction>;

/** Where it stands in the world, worked out anew at every read. */
export const Standing = z.strictObject({
  phase: Phase,
  waits_for: WaitsFor.nullable(),
  late_seconds: z.int().describe("How late it is or was, in seconds; 0 while its time is to come."),
  missed_at: InstantOut.nullable().describe("When it is given up as missed, where it is late."),
  sentence: z.string().nullable().describe("What happened or what it waits for, in a sentence."),
  actions: z.array(AssignmentAction),
});
export type Standing = z.infer<typeof Standing>;

/** Something that forbids publishing (`blocks`), or that somebody should know of. */
export const Finding = z.strictObject({
  code: z.string(),
  field: z.enum(["video", "title", "caption", "settings", "channel", "scheduled_at"]),
  blocks: z.boolean(),
  sentence: z.string(),
});
export type Finding = z.infer<typeof Finding>;

export const LateAction = z.enum(["publish", "miss", "next_slot"]);

/**
 * What happens to one that could not go out at its time. `publish`: it goes out late, and is missed after so many
 * minutes (60 unless said). `miss`: the same with a short patience (5 unless said). `next_slot` comes with posting
 * schedules and is refused until then.
 */
export const LatePolicy = z.strictObject({
  action: LateAction,
  after_minutes: z.int().min(1).max(10_080).optional(),
});

export const Assignment = z.strictObject({
  id: z.string(),
  video_id: z.string(),
  channel_id: z.string(),
  distribution_method: z.enum(["auto_filter", "auto_schedule", "manual"]),
  assignment_reason: z.record(z.string(), z.unknown()),
  score: z.number().nullable(),
  status: AssignmentStatus,
  scheduled_at: InstantOut.nullable(),
  retry_count: z.int(),
  max_retries: z.int(),
  error_message: z.string().nullable(),
  cause: z.string().nullable(),
  caption: z.string().nullable().describe("Null inherits the channel's."),
  settings: z.record(z.string(), z.unknown()).describe("What differs from the channel's."),
  late_policy: z.strictObject({ action: LateAction, after_minutes: z.int() }),
  item_id: z.string().nullable(),
  live_at: InstantOut.nullable(),
  revision: z.int(),
  remote_id: z.string().nullable(),
  remote_url: z.string().nullable(),
  forced: z.boolean(),
  effective_caption: z.string().describe("What it goes out with: its own, else the channel's, else none."),
  effective_settings: z.record(z.string(), z.unknown()),
  findings: z.array(Finding),
  standing: Standing,
  created_at: InstantOut,
  created_by: z.string(),
});
export type Assignment = z.infer<typeof Assignment>;

export const ListAssignments = PageInput.extend({
  video_id: Id.optional(),
  channel_id: Id.optional(),
  status: AssignmentStatus.optional(),
  cause: z.string().max(64).optional(),
  from: Instant.optional().describe("Scheduled at or after this moment."),
  to: Instant.optional().describe("Scheduled before this moment."),
});
export const AssignmentPage = pageOf(Assignment);
export type AssignmentPage = z.infer<typeof AssignmentPage>;

export const OneAssignment = z.strictObject({ id: Id.describe("The assignment's id.") });

const Caption = z.string().trim().max(10_000).nullable();
const Settings = z.record(z.string().max(64), z.unknown());
const Reason = z.string().trim().min(1, "Say why.").max(500).refine(isOneLine, ONE_LINE);

const content = {
  scheduled_at: Instant.nullable().optional().describe("Any instant from now to a year ahead; without it, it waits."),
  caption: Caption.optional().describe("Null, or left out, inherits."),
  settings: Settings.optional().describe("By the platform's card; what is left out inherits."),
};

/** As many channels as one call assigns a video to. */
export const MOST_CHANNELS = 100;

export const CreateAssignments = z
  .strictObject({
    video_id: Id,
    channel_ids: z.array(Id).min(1, "At least one channel.").max(MOST_CHANNELS),
    ...content,
    late_policy: LatePolicy.optional(),
    per_channel: z.record(z.string().max(64), z.strictObject(content)).optional(),
    force: z.boolean().default(false),
    reason: Reason.optional().describe("Why a refusal is overruled; needed with `force`."),
    dry_run: z.boolean().default(false).describe("Decides and changes nothing."),
  })
  .refine(({ force, reason }) => !force || reason !== undefined, {
    error: "Say why this is forced.",
    path: ["reason"],
  });
export type CreateAssignments = z.output<typeof CreateAssignments>;

/** What came of one pair of video and channel, and why. */
export const Decision = z.strictObject({
  channel_id: z.string(),
  outcome: z.enum(["assigned", "forced", "refused"]),
  code: z
    .string()
    .nullable()
    .describe("`already_assigned`, `channel_inactive`, `preflight_failed`; null where nothing stood against it."),
  sentence: z.string(),
  assignment_id: z
    .string()
    .nullable()
    .describe("The one that was made; with `already_assigned` and nothing made, the one that stands there."),
  findings: z.array(Finding),
});
export type Decision = z.infer<typeof Decision>;

export const CreatedAssignments = z.strictObject({
  assignments: z.array(Assignment),
  decisions: z.array(Decision),
});
export type CreatedAssignments = z.infer<typeof CreatedAssignments>;

export const EditAssignment = z
  .strictObject({ id: Id, ...content, late_policy: LatePolicy.optional() })
  .refine(({ id: _id, ...changes }) => Object.values(changes).some((change) => change !== undefined), {
    error: "Say what is to change.",
    path: ["scheduled_at"],
  });

export const RetryAssignment = z
  .strictObject({
    id: Id,
    force: z.boolean().default(false).describe("Posts anew what the platform had taken and then failed to process."),
    reason: Reason.optional().describe("Why it is forced; needed with `force`."),
  })
  .refine(({ force, reason }) => !force || reason !== undefined, {
    error: "Say why this is forced.",
    path: ["reason"],
  });

/** As many as one call retries, those that failed first. */
export const MOST_RETRIED = 500;

/** Every failed one of one channel and cause, as the board groups them; 500 in one call at most. */
export const RetryByCause = z.strictObject({ channel_id: Id, cause: Cause });
export const RetriedByCause = z.strictObject({ retried: z.int(), refused: z.int() });

// ── Saved views ─────────────────────────────────────────────────────────────────────────────────────

export const SavedView = z.strictObject({
  id: z.string(),
  screen: z.enum(["board"]),
  name: z.string(),
  query: z.string().describe("The query of the address, without its question mark."),
  shared: z.boolean(),
  own: z.boolean(),
});
export type SavedView = z.infer<typeof SavedView>;
/** As many as one person keeps. */
export const MOST_VIEWS = 100;
export const ListSavedViews = z.strictObject({ screen: z.enum(["board"]).optional() });
export const SavedViewList = z.strictObject({ items: z.array(SavedView), next_cursor: z.null() });
export const SaveView = z.strictObject({
  screen: z.enum(["board"]),
  name: z.string().trim().min(1, "Give it a name.").max(60).refine(isOneLine, ONE_LINE),
  query: z
    .string()
    .max(2000)
    .regex(/^[\w%+=&.,:*~-]*$/, "A query of an address."),
  shared: z.boolean().default(false),
});
export const OneSavedView = z.strictObject({ id: Id });
export const RemovedSavedView = z.strictObject({ id: z.string(), removed: z.literal(true) });
