import { z } from "zod";
import { Id } from "@/lib/core/id";
import { isOneLine, ONE_LINE } from "@/lib/core/one-line";
import { PageInput, pageOf } from "@/lib/core/page";
import { InstantOut } from "@/lib/core/time";

/** How a staging copy stands now. One that is held and needed besides is `held`. */
export const StagingState = z.enum(["waiting", "due", "held", "needed", "dropped"]);
export type StagingState = z.infer<typeof StagingState>;

/** Something pending that still needs a staging copy: a stable code, and a sentence. */
export const Need = z.strictObject({ code: z.string(), detail: z.string() });
export type Need = z.infer<typeof Need>;

/** The file a delivery was verified in, kept in staging for a while after publishing. */
export const StagingCopy = z.strictObject({
  audit_log_id: z.string(),
  video_id: z.string(),
  project_id: z.string(),
  title: z.string(),
  bytes: z.int(),
  state: StagingState.describe("`due` ones go within minutes; `held` and `needed` ones stay."),
  kept_at: InstantOut,
  drop_at: InstantOut.describe("When its time is over."),
  held: z.strictObject({ by: z.string(), at: InstantOut, reason: z.string() }).nullable(),
  needed_by: z.array(Need).describe("What is pending and still needs it: until then nobody can delete it."),
  dropped_at: InstantOut.nullable(),
  dropped_by: z.string().nullable(),
  revision: z.int(),
});
export type StagingCopy = z.infer<typeof StagingCopy>;

export const ListStagingCopies = PageInput.extend({
  state: StagingState.optional().describe("Without one, all that are still there."),
  project: z.string().max(64).optional(),
});
/** What goes next comes first; of those that are gone, the last to go. */
export const StagingCopyPage = pageOf(StagingCopy).extend({
  total: z.int(),
  total_bytes: z.int(),
  projects: z
    .array(z.string())
    .describe("On the first page, every project that has such staging copies, for the filter; empty on the others."),
});
export type StagingCopyPage = z.infer<typeof StagingCopyPage>;

export const OneStagingCopy = z.strictObject({ id: Id.describe("The delivery's `audit_log_id`.") });

export const HoldReason = z
  .string()
  .trim()
  .min(3, "Say why, in 3 characters at least.")
  .max(300, "At most 300 characters.")
  .refine(isOneLine, ONE_LINE);
export const HoldStagingCopy = OneStagingCopy.extend({ reason: HoldReason });

/** At most so many go, and so many are told of, in one clean-up: each is an entry in the trail, in one transaction. */
export const CLEAN_UP_AT_ONCE = 200;

export const CleanUpStaging = z.strictObject({
  dry_run: z.boolean().default(false).describe("Tells what it would do, and does nothing."),
  project: z.string().max(64).optional(),
  older_than_days: z.int().min(0).max(3650).optional().describe("Only those kept for so long."),
  include_not_due: z.boolean().default(false).describe("Those too whose time is not over."),
});
export type CleanUpStaging = z.output<typeof CleanUpStaging>;

export const CleanUpReport = z.strictObject({
  at: InstantOut,
  dry_run: z.boolean(),
  dropped: z.array(z.strictObject({ audit_log_id: z.string(), title: z.string(), bytes: z.int() })),
  bytes_freed: z
    .int()
    .describe("The length of those files. A disk on which the stored file is a link to the same bytes gains nothing."),
  kept: z
    .array(
      z.strictObject({
        audit_log_id: z.string(),
        title: z.string(),
        why: z.enum(["held", "needed", "not_due"]),
        detail: z.string(),
      }),
    )
    .describe("The first of those that matched and stay."),
  more: z.boolean().describe("Whether more could go: ask again."),
});
export type CleanUpReport = z.infer<typeof CleanUpReport>;
