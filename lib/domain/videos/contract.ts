import { z } from "zod";
import { Id } from "@/lib/core/id";
import { isOneLine, ONE_LINE } from "@/lib/core/one-line";
import { PageInput, pageOf } from "@/lib/core/page";
import { Instant, InstantOut } from "@/lib/core/time";

/** One segment of a storage path, and so the form of a project's id. */
export const PathSegment = z
  .string()
  .regex(/^[a-z0-9._-]{1,64}$/, "Use 1 to 64 of a-z, 0-9, dot, underscore and hyphen.")
  .refine((text) => text !== "." && text !== "..", "A dot alone is not a name.");

/** The SHA-256 of an MP4 as the wire writes it. */
export const Checksum = z.string().regex(/^sha256:[0-9a-f]{64}$/, "Write it as sha256: and 64 lowercase hex digits.");

export const VideoId = z.string().regex(/^vid_[0-9a-f]{20}$/, "A video's id is vid_ and 20 hex digits.");

/** How far a delivery is. A video shows the state of the delivery that speaks for it; deliveries own the moves. */
export const DeliveryStatus = z.enum(["queued", "fetching", "verifying", "published", "failed"]);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** What a look into the MP4 found. Null until it has been looked into. */
export const MediaFacts = z.strictObject({
  duration_seconds: z.number(),
  /** Pixels as displayed: rotation is already applied. */
  width: z.int(),
  height: z.int(),
  frames_per_second: z.number(),
  video_codec: z.string(),
  audio_codec: z.string().nullable(),
});
export type MediaFacts = z.infer<typeof MediaFacts>;

/** A final MP4: one checksum in one project. */
export const Video = z.strictObject({
  id: VideoId,
  project_id: z.string(),
  concept_id: z.string().nullable().describe("Videos that share it in a project are versions of one concept."),
  title: z.string(),
  tags: z.array(z.string()),
  checksum: z.string(),
  version: z.int().describe("Counts up within a concept, from 1."),
  is_current: z
    .boolean()
    .describe("Whether it is the version to use: the newest that was published, and while none was, the newest."),
  bytes: z.int().nullable(),
  media: MediaFacts.nullable(),
  has_poster: z.boolean(),
  delivery_id: z
    .string()
    .describe("The delivery that speaks for this video: its newest published one, else its newest."),
  status: DeliveryStatus,
  is_lost: z.boolean().describe("Whether it was published and no store has a verified copy of it any more."),
  error_code: z.string().nullable(),
  error_message: z.string().nullable().describe("Why it failed, in a sentence."),
  created_at: InstantOut,
  available_at: InstantOut.nullable().describe("When a verified copy first stood in storage."),
  revision: z.int(),
});
export type Video = z.infer<typeof Video>;

export const ListVideos = PageInput.extend({
  q: z.string().trim().max(200).optional().describe("Looks in titles, tags, project and checksum."),
  status: DeliveryStatus.optional(),
  project: z.string().max(64).optional(),
  since: Instant.optional().describe("Delivered at or after this moment."),
});

/** A page of videos, with what the header of a list says: how many match, how many bytes, which projects there are. */
export const VideoPage = pageOf(Video).extend({
  total: z.int(),
  total_bytes: z.int(),
  projects: z.array(z.string()).describe("Every project on the desk, for the filter."),
});
export type VideoPage = z.infer<typeof VideoPage>;

export const VideoVersion = z.strictObject({
  id: VideoId,
  version: z.int(),
  is_current: z.boolean(),
  status: DeliveryStatus,
  is_lost: z.boolean(),
  title: z.string(),
  created_at: InstantOut,
  duration_seconds: z.number().nullable().describe("Null until it has been looked into."),
  bytes: z.int().nullable(),
});
export type VideoVersion = z.infer<typeof VideoVersion>;

/** A video with its versions, newest first. */
export const VideoWithVersions = Video.extend({ versions: z.array(VideoVersion) });
export type VideoWithVersions = z.infer<typeof VideoWithVersions>;

/** Where one copy of a film stands. For doors that stream; not an answer of the API. */
export const StoredCopy = z.strictObject({ store: z.string(), key: z.string() });
export type StoredCopy = z.infer<typeof StoredCopy>;

export const OneVideo = z.strictObject({ id: Id });

export const Title = z
  .string()
  .trim()
  .min(1, "Say a title.")
  .max(300, "At most 300 characters.")
  .refine(isOneLine, ONE_LINE);
export const Tags = z.array(z.string().trim().min(1).max(64).refine(isOneLine, ONE_LINE)).max(50);

export const EditVideo = z
  .strictObject({ id: Id, title: Title.optional(), tags: Tags.optional() })
  .refine(({ title, tags }) => title !== undefined || tags !== undefined, {
    error: "Say what to change.",
    path: ["title"],
  });
