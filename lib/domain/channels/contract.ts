import { z } from "zod";
import { Id } from "@/lib/core/id";
import { isOneLine, ONE_LINE } from "@/lib/core/one-line";
import { PageInput, pageOf } from "@/lib/core/page";
import { InstantOut } from "@/lib/core/time";

export const ChannelStatus = z.enum(["active", "paused", "needs_reconnecting", "disabled"]);
export type ChannelStatus = z.infer<typeof ChannelStatus>;

/** How a channel fares, worked out from its row. `attention`: it works, and somebody should look before it does not. */
export const ChannelHealth = z.enum(["good", "attention", "broken", "resting"]);
export type ChannelHealth = z.infer<typeof ChannelHealth>;

export const Channel = z.strictObject({
  id: z.string(),
  name: z.string(),
  platform: z.string().describe("The id of a platform; `GET /api/v1/platforms` lists them."),
  status: ChannelStatus,
  status_reason: z.string().nullable().describe("Why it is not active, in a sentence."),
  is_active: z.boolean(),
  is_default: z.boolean().describe("Whether the platform's name alone leads to it."),
  content_filters: z.null().describe("Filters come later."),
  posting_schedule: z.null().describe("Posting schedules come later."),
  availability: z.null().describe("Availability comes later."),
  settings: z.record(z.string(), z.unknown()).describe("What the platform needs once, e.g. a webhook's `url`."),
  default_caption: z.string().nullable().describe("What an assignment inherits that brings no caption."),
  default_settings: z.record(z.string(), z.unknown()).describe("What an assignment's settings inherit."),
  has_credentials: z.boolean(),
  credentials_expire_at: InstantOut.nullable().describe("When its sign-in ends, where the platform says so."),
  max_per_hour: z.int().nullable().describe("How many attempts it makes in an hour; null is no cap."),
  health: ChannelHealth,
  health_sentence: z.string().describe("How it fares, in a sentence."),
  breaker: z
    .strictObject({
      failures: z.int().describe("Failures in a row."),
      open_until: InstantOut.nullable().describe("Until when nothing is sent; then one goes through as a probe."),
    })
    .nullable()
    .describe("Null while all is well."),
  checked_at: InstantOut.nullable().describe("When it was tested last."),
  check_trouble: z.string().nullable().describe("What the last test found wrong, in a sentence."),
  feed_url: z.string().nullable().describe("Where a feed is read; null for other platforms."),
  pending: z.int().describe("Assignments that are still to go out."),
  created_at: InstantOut,
  created_by: z.string(),
  revision: z.int(),
});
export type Channel = z.infer<typeof Channel>;

export const ListChannels = PageInput.extend({
  platform: z.string().max(64).optional(),
  status: ChannelStatus.optional(),
});
export const ChannelPage = pageOf(Channel);
export type ChannelPage = z.infer<typeof ChannelPage>;

export const OneChannel = z.strictObject({ id: Id.describe("The channel's id.") });

const ChannelName = z
  .string()
  .trim()
  .min(1, "Give it a name.")
  .max(80, "At most 80 characters.")
  .refine(isOneLine, ONE_LINE);

/** Judged by the platform's card once the platform is known. */
const Open = z.record(z.string().max(64), z.unknown());
const Secrets = z.record(z.string().max(64), z.string().max(8192));

const shared = {
  is_default: z.boolean(),
  settings: Open.describe("By the platform's card."),
  credentials: Secrets.describe("By the platform's card; never read back."),
  default_caption: z.string().trim().max(10_000).nullable(),
  default_settings: Open.describe("By the platform's card."),
  max_per_hour: z.int().min(1).max(10_000).nullable().describe("Null lifts the cap."),
};

export const CreateChannel = z.strictObject({
  name: ChannelName,
  platform: z.string().max(64),
  is_default: shared.is_default.default(false),
  settings: shared.settings.default({}),
  credentials: shared.credentials.optional(),
  default_caption: shared.default_caption.default(null),
  default_settings: shared.default_settings.default({}),
  max_per_hour: shared.max_per_hour.optional().describe("Left out, what the platform's card says."),
});

export const NewChannel = Channel.extend({
  secret: z.string().nullable().describe("The signing secret that the desk has made, shown this once; else null."),
});
export type NewChannel = z.infer<typeof NewChannel>;

export const EditChannel = z
  .strictObject({
    id: Id,
    name: ChannelName.optional(),
    is_default: shared.is_default.optional(),
    settings: shared.settings.optional().describe("Replaces them whole."),
    credentials: shared.credentials
      .optional()
      .describe(
        "Replaces them and connects a channel that needs reconnecting. A webhook signs with both secrets for a day.",
      ),
    default_caption: shared.default_caption.optional(),
    default_settings: shared.default_settings.optional(),
    max_per_hour: shared.max_per_hour.optional(),
  })
  .refine(({ id: _id, ...changes }) => Object.values(changes).some((change) => change !== undefined), {
    error: "Say what is to change.",
    path: ["name"],
  });

export const PauseChannel = z.strictObject({
  id: Id,
  reason: z.string().trim().min(1).max(300).refine(isOneLine, ONE_LINE).optional(),
});

export const RemovedChannel = z.strictObject({
  id: z.string(),
  name: z.string(),
  removed: z.literal(true),
  cancelled: z.int().describe("Assignments that were still to go out and were cancelled with it."),
});

/** How a test fared; `waiting` where nothing came of it yet. */
export const ChannelTest = z.strictObject({
  id: z.string().describe("The channel's id."),
  asked_at: InstantOut.describe("A test is over once the channel's `checked_at` is not before this."),
  state: z.enum(["waiting", "fine", "trouble"]),
  sentence: z.string(),
});
export type ChannelTest = z.infer<typeof ChannelTest>;

// ── Platforms ───────────────────────────────────────────────────────────────────────────────────────

const PlatformField = z.strictObject({
  name: z.string(),
  label: z.string(),
  hint: z.string().nullable(),
  kind: z.enum(["text", "long-text", "number", "yes-no", "choice"]),
  choices: z.array(z.string()),
  required: z.boolean(),
});

export const Platform = z.strictObject({
  id: z.string(),
  name: z.string(),
  summary: z.string(),
  settles: z.enum(["by-key", "by-handle", "by-search", "by-hand"]).describe("How a lost answer is settled."),
  max_per_hour: z.int().nullable(),
  limits: z.strictObject({
    title_length: z.int(),
    caption_length: z.int(),
    max_bytes: z.int(),
    max_seconds: z.number(),
    as_of: z.string(),
    source: z.string(),
  }),
  fields: z
    .strictObject({
      channel: z.array(PlatformField),
      credentials: z.array(PlatformField),
      post: z.array(PlatformField),
    })
    .describe("What a form asks for."),
});
export type Platform = z.infer<typeof Platform>;
export const PlatformList = z.strictObject({ items: z.array(Platform), next_cursor: z.null() });

// ── Kill switches ───────────────────────────────────────────────────────────────────────────────────

/** `all`, or `platform:<id>`; a single channel is paused instead. */
export const StopScope = z
  .string()
  .max(80)
  .regex(/^(all|platform:[a-z0-9-]{1,64})$/, "all, or platform: and its id.");

export const Stop = z.strictObject({
  scope: z.string(),
  reason: z.string().nullable(),
  at: InstantOut,
  by: z.string(),
});
export type Stop = z.infer<typeof Stop>;
export const StopList = z.strictObject({ items: z.array(Stop), next_cursor: z.null() });
export const ThrowStop = z.strictObject({
  scope: StopScope,
  reason: z.string().trim().min(1).max(300).refine(isOneLine, ONE_LINE).optional(),
});
export const OneStop = z.strictObject({ scope: StopScope });
export const LiftedStop = z.strictObject({ scope: z.string(), lifted: z.literal(true) });
