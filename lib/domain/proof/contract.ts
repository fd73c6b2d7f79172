import { z } from "zod";
import { Id } from "@/lib/core/id";
import { InstantOut } from "@/lib/core/time";
import { AuditCheck } from "@/lib/domain/audit/contract";
import { Delivery, DeliveryId, DeliveryStatus, Link } from "@/lib/domain/deliveries/contract";
import { Need } from "@/lib/domain/retention/contract";
import { Video } from "@/lib/domain/videos/contract";

export const GetProof = z.strictObject({ id: Id });

/** Of links, fetches and audit entries a proof holds the newest so many, and says how many there are. */
export const PROOF_LIMIT = 500;

const { shape: video } = Video;
const { shape: delivery } = Delivery;
const { shape: link } = Link;

export const ProofCopy = z.strictObject({
  store: z.string(),
  location: z.string(),
  state: z
    .enum(["verified", "missing", "altered", "waiting"])
    .describe("`waiting`: the desk keeps copies in this store, and has not made this one yet."),
  verified_at: InstantOut.nullable().describe("When its bytes were last found to be the promised ones."),
  checked_at: InstantOut.nullable().describe("When somebody last looked, whatever came of it."),
  trouble: z.string().nullable().describe("Why the last look could not be finished, in a sentence."),
});
export type ProofCopy = z.infer<typeof ProofCopy>;

/** A link that was handed out: never its token. */
export const ProofLink = z.strictObject({
  id: link.id,
  created_at: link.created_at,
  created_by: link.created_by,
  expires_at: link.expires_at,
  effective_expires_at: link.effective_expires_at,
  limited_by: link.limited_by,
  signing_ends_at: link.signing_ends_at,
  revoked_at: link.revoked_at,
});
export type ProofLink = z.infer<typeof ProofLink>;

/** Somebody opened the film. Never an address or an agent. */
export const ProofFetch = z.strictObject({
  at: InstantOut,
  how: z.string().describe("`watched` or `downloaded`."),
  who: z.string().nullable().describe("The person's or the key's name; null through a link."),
  link_id: z.string().nullable().describe("The link it came through."),
});
export type ProofFetch = z.infer<typeof ProofFetch>;

export const ProofStaging = z.strictObject({
  bytes: z.int(),
  kept_at: InstantOut,
  drop_at: InstantOut.describe("When its time is over: it goes within minutes, unless it is held or needed."),
  held_at: InstantOut.nullable(),
  held_by: z.string().nullable(),
  hold_reason: z.string().nullable(),
  dropped_at: InstantOut.nullable(),
  dropped_by: z.string().nullable(),
  needed_by: z.array(Need).describe("What is pending and still needs it: until then it stays."),
});
export type ProofStaging = z.infer<typeof ProofStaging>;

export const ProofDelivery = z.strictObject({
  audit_log_id: DeliveryId,
  speaks: z.boolean().describe("Whether it is the delivery that speaks for the video."),
  status: DeliveryStatus,
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  run: delivery.run,
  source_url: delivery.source_url,
  qc_report: delivery.qc_report,
  checksum: z.strictObject({
    claimed: z.string().describe("As its sender wrote it."),
    computed: z.string().nullable().describe("As the desk computed it while the bytes arrived."),
    stored: z.string().nullable().describe("Of the copies that are verified; null where none is."),
  }),
  bytes: z.int().nullable(),
  storage: z.strictObject({
    key: z.string(),
    location: z.string().nullable().describe("Null until a verified object stands there."),
  }),
  copies: z.array(ProofCopy),
  replica_count: delivery.replica_count,
  created_at: delivery.created_at,
  started_at: delivery.started_at,
  verified_at: delivery.verified_at,
  published_at: delivery.published_at,
  failed_at: delivery.failed_at,
  links: z.array(ProofLink).describe("Newest first."),
  links_total: z.int(),
  fetches: z.array(ProofFetch).describe("Newest first."),
  fetches_total: z.int(),
  staging: ProofStaging.nullable().describe("The file it was verified in; null where none was kept."),
});
export type ProofDelivery = z.infer<typeof ProofDelivery>;

const Hash = z.string().describe("64 hex digits.");

export const ProofEntry = z.strictObject({
  id: z.string(),
  at: InstantOut,
  actor_name: z.string(),
  door: z.string(),
  operation: z.string(),
  subject: z.string(),
  outcome: z.string(),
  code: z.string().nullable(),
  chain: z
    .strictObject({ seq: z.int(), hash: Hash, previous: Hash.nullable() })
    .nullable()
    .describe("Its place in the hash chain; null for some seconds after it was written."),
  text: z
    .string()
    .nullable()
    .describe(
      "What the hash covers besides `previous`: SHA-256 of its 32 bytes and this text is `hash`. For callers with `audit:read`; null for others, because it holds addresses and request ids.",
    ),
});
export type ProofEntry = z.infer<typeof ProofEntry>;

/** Whether the entries of this proof are as they were chained, looked at when the proof was made. */
export const ProofChain = z.strictObject({
  holds: z.boolean(),
  checked: z.int().describe("Entries whose hash was computed anew."),
  waiting: z.int().describe("Entries that are too new to have a place in the chain."),
  finding: z.string().nullable().describe("The first thing that did not fit, in a sentence."),
  head: z
    .strictObject({ seq: z.int(), hash: Hash })
    .nullable()
    .describe("The last link of the whole chain: kept elsewhere, it proves later that nothing before it was changed."),
  last_full_check: AuditCheck.pick({ at: true, state: true, chained: true, head_hash: true, finding: true })
    .nullable()
    .describe("What the newest look through the whole chain found; null where nobody has looked yet."),
});
export type ProofChain = z.infer<typeof ProofChain>;

/** A proof before its digest: the order of the members is part of what the digest covers. */
export const ProofBody = z.strictObject({
  generated_at: InstantOut,
  desk: z.string().describe("The address of the desk that vouches for it."),
  video: z.strictObject({
    id: video.id,
    project_id: video.project_id,
    concept_id: video.concept_id,
    version: video.version,
    is_current: video.is_current,
    title: video.title,
    tags: video.tags,
    checksum: video.checksum,
    bytes: video.bytes,
    media: video.media,
    created_at: video.created_at,
    available_at: video.available_at,
  }),
  link_max_hours: z.int().describe("For how long this desk lets any link work."),
  deliveries: z.array(ProofDelivery).describe("The one that speaks for the video first, then the newest."),
  deliveries_total: z.int(),
  audit: z.strictObject({
    entries: z.array(ProofEntry).describe("About the video and its deliveries, newest first."),
    entries_total: z.int(),
    chain: ProofChain,
  }),
});
export type ProofBody = z.infer<typeof ProofBody>;

export const Proof = ProofBody.extend({
  digest: z
    .string()
    .describe(
      "`sha256:` and the SHA-256 of this document as it is answered, without this member: see docs/proof.md for how to check a copy.",
    ),
});
export type Proof = z.infer<typeof Proof>;
