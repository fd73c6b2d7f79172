import { z } from "zod";
import { Id } from "@/lib/core/id";
import { PageInput, pageOf } from "@/lib/core/page";
import { Instant, InstantOut } from "@/lib/core/time";
import { Checksum, DeliveryStatus, PathSegment, VideoId } from "@/lib/domain/videos/contract";

export { DeliveryStatus };

export const DeliveryId = z.string().regex(/^dist_[0-9a-f]{20}$/, "A delivery's id is dist_ and 20 hex digits.");

/** At most four path segments; of one trailing slash nothing is left. */
const StoragePrefix = z
  .string()
  .max(260)
  .transform((text) => text.replace(/\/$/, ""))
  .refine(
    (text) =>
      text === "" ||
      (text.split("/").length <= 4 && text.split("/").every((part) => PathSegment.safeParse(part).success)),
    "At most 4 segments of a-z, 0-9, dot, underscore and hyphen.",
  )
  // A folder of that name could stand where a file has to.
  .refine(
    (text) => !text.split("/").some((part) => /^dist_[0-9a-f]{20}\.mp4$/.test(part)),
    "That is a stored file's name.",
  );

/**
 * The caller's own data beside what the desk reads. Extra keys are kept and returned. Services send titles with line
 * breaks in them, and always could: the video's own is made one line, and this stays as it was sent.
 */
const Metadata = z
  .looseObject({
    title: z.string().trim().min(1, "Say a title.").max(300, "At most 300 characters.").optional(),
    concept_id: z.string().trim().min(1).max(128).optional(),
    tags: z.array(z.string().trim().min(1).max(64)).max(50).optional(),
  })
  .refine((value) => JSON.stringify(value).length <= 16_384, "At most 16 KiB.");

export const UrlExpiryHours = z.int().min(1).max(168);

/** What a post-production service sends: contracts, section 1. */
export const PublishFinalAsset = z.strictObject({
  project_id: PathSegment.default("default").describe("Whose film it is; the first segment of the storage path."),
  final_edit: z.strictObject({
    video_url: z
      .string()
      .max(4096)
      .describe("Where the MP4 is fetched from: https on a public address, or the `source` of a finished upload."),
    duration_seconds: z
      .number("A number of seconds.")
      .positive("Longer than 0 seconds.")
      .max(7 * 24 * 3600)
      .describe("How long the film runs; it may be off by half a second."),
    checksum: Checksum.describe("The SHA-256 of the very file that passed QC: `sha256:` and 64 lowercase hex digits."),
  }),
  qc_report: z.strictObject({
    status: z.string().max(64).describe("Anything but `pass` is refused."),
    report_id: z.string().max(128).optional().describe("What the QC service calls its report."),
    checked_at: Instant.optional().describe("When QC ended, with an offset, such as 2026-09-29T11:40:02Z."),
  }),
  distribution_settings: z
    .strictObject({
      storage_prefix: StoragePrefix.default("").describe("Folders below the project, such as `mvp/2026`."),
      url_expiry_hours: UrlExpiryHours.default(72).describe("How long the link works, 1 to 168 hours."),
      metadata: Metadata.default({}).describe(
        "`title`, `concept_id` (videos that share it are versions of one concept) and `tags`; other keys are kept and returned.",
      ),
    })
    .prefault({}),
});
export type PublishFinalAsset = z.output<typeof PublishFinalAsset>;

/** Judged field by field, so that what is wrong with it can be told beside the rest. */
export const PreviewDelivery = z.unknown();

/** What delivering an asset would come to, as far as that can be known without fetching it. */
export const DeliveryPreview = z.strictObject({
  would: z
    .enum(["publish", "renew", "join", "retry", "refuse"])
    .describe(
      "`publish`: it is fetched, verified and stored. `renew`: it is published already, so its metadata is overwritten and its link renewed. `join`: it is on its way already. `retry`: it failed before and starts anew. `refuse`: see `refusals`.",
    ),
  refusals: z
    .array(
      z.strictObject({
        code: z.string(),
        detail: z.string(),
        fields: z
          .record(z.string(), z.array(z.string()))
          .optional()
          .describe("With `invalid_request`: the path of a field, and what it wants."),
      }),
    )
    .describe("Every reason that is known by now; empty unless `would` is `refuse`."),
});
export type DeliveryPreview = z.infer<typeof DeliveryPreview>;

export const DistributionRecord = z.strictObject({
  storage_location: z.string(),
  public_url: z.string(),
  expires_at: InstantOut,
  metadata: z.looseObject({
    title: z.string(),
    duration_seconds: z.number(),
    checksum: z.string(),
    tags: z.array(z.string()),
  }),
  audit_log_id: DeliveryId,
});
export type DistributionRecord = z.infer<typeof DistributionRecord>;

export const Delivery = z.strictObject({
  audit_log_id: DeliveryId,
  project_id: z.string(),
  video_id: VideoId,
  title: z.string(),
  status: DeliveryStatus,
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  run: z.int().describe("Which try this is, from 1; every retry raises it."),
  revision: z.int().describe("The ETag of this address: grows with every move."),
  version: z.int(),
  replica_count: z.int().describe("How many verified copies exist."),
  bytes: z.int().nullable(),
  bytes_fetched: z.int().describe("How far the transfer is."),
  bytes_expected: z.int().nullable().describe("What the source said its length is."),
  source_url: z.string().describe("Where it came from, without its query."),
  checksum: z.string().describe("As claimed by the caller."),
  computed_checksum: z.string().nullable().describe("As computed while the bytes arrived."),
  qc_report: z.strictObject({
    status: z.string(),
    report_id: z.string().nullable(),
    checked_at: InstantOut.nullable(),
  }),
  created_at: InstantOut,
  started_at: InstantOut.nullable(),
  verified_at: InstantOut.nullable(),
  published_at: InstantOut.nullable(),
  failed_at: InstantOut.nullable(),
  distribution_record: DistributionRecord.nullable().describe("Null until `published`."),
});
export type Delivery = z.infer<typeof Delivery>;

/** The answer to a delivery: its record once it is published; until then how far it is. */
export const Delivered = z.union([z.strictObject({ distribution_record: DistributionRecord }), Delivery]);
export type Delivered = z.infer<typeof Delivered>;

export const ListDeliveries = PageInput.extend({
  project: z.string().max(64).optional().describe("Only this project's: its whole id."),
  status: DeliveryStatus.optional().describe("Only those that are so far."),
  title: z.string().trim().max(200).optional().describe("Only those whose title holds this text."),
});
export const DeliveryPage = pageOf(Delivery);

const IdOfDelivery = Id.describe("The delivery's `audit_log_id`, `dist_` and 20 hex digits.");
export const OneDelivery = z.strictObject({ id: IdOfDelivery });

export const LinkLimit = z.enum(["promise", "policy", "seven_days", "signing_key"]);
export type LinkLimit = z.infer<typeof LinkLimit>;

/** A mail that the person who asks wants before the link ends. */
export const LinkReminder = z.strictObject({
  hours_before: z.int(),
  due_at: InstantOut,
  sent_at: InstantOut.nullable(),
  trouble: z.string().nullable().describe("Why the mail did not go out, or may not have, in a sentence."),
});
export type LinkReminder = z.infer<typeof LinkReminder>;

export const Link = z.strictObject({
  id: z.string(),
  public_url: z.string().nullable().describe("Null once it is expired or revoked."),
  created_at: InstantOut,
  created_by: z.string(),
  expires_at: InstantOut.describe("What was promised when it was made."),
  effective_expires_at: InstantOut.describe(
    "When it truly stops working: the earliest of the promise and what the desk, the seven days of signed addresses and the signing key allow.",
  ),
  limited_by: LinkLimit.describe("Which of them is the earliest."),
  signing_ends_at: InstantOut.nullable().describe(
    "When the key ends that opens the store; null where it does not. A new key makes the link work on.",
  ),
  revoked_at: InstantOut.nullable(),
  opened: z.int().describe("How often the film was opened through it."),
  last_opened_at: InstantOut.nullable(),
  reminder: LinkReminder.nullable().describe("The asking person's own; null for keys."),
});
export type Link = z.infer<typeof Link>;

export const ListLinks = PageInput.extend({ id: Id });
/** A page of links, with what holds for all of them. */
export const LinkPage = pageOf(Link).extend({
  max_hours: z.int().describe("For how long this desk lets any link work."),
  can_mail: z.boolean().describe("Whether this desk sends mail, and so can remind."),
});
export type LinkPage = z.infer<typeof LinkPage>;
export const RenewLink = z.strictObject({
  id: IdOfDelivery,
  url_expiry_hours: UrlExpiryHours.default(72).describe("How long the link works, 1 to 168 hours."),
});
export const OneLink = z.strictObject({ id: Id, link_id: Id });
export const SetLinkReminder = OneLink.extend({ hours_before: z.int().min(1).max(72) });

/** One line of a video's history: who did what, when, through which door, and how it ended. */
export const HistoryEntry = z.strictObject({
  id: z.string(),
  at: InstantOut,
  actor: z.string(),
  door: z.string(),
  operation: z.string(),
  outcome: z.enum(["done", "refused"]),
  code: z.string().nullable(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;
export const HistoryPage = pageOf(HistoryEntry);
export const ListHistory = PageInput.extend({ id: Id });

/** One run of one delivery, as workers name it: every write of theirs carries the run. */
export const OneRun = z.strictObject({ id: DeliveryId, run: z.int32().min(1) });
