import { movesForRules } from "@/lib/domain/copies/queries";
import { findVideo } from "@/lib/domain/videos/store";
import { subjectOf } from "@/lib/domain/deliveries/store";
import { reasonsToKeep } from "@/lib/domain/retention/needs";
import { findStagingCopies } from "@/lib/domain/retention/store";
import { env } from "@/lib/infra/env";
import { operation } from "@/lib/infra/operation";
import { stores } from "@/lib/infra/storage/stores";
import { GetProof, Proof } from "../contract";
import { trailOf } from "../queries";
import { withDigest } from "../rules";
import { proofInclude, toProofDelivery } from "../store";

/** A video has one delivery for each prefix it was sent under; more of them than a page can tell of are counted. */
const DELIVERIES = 20;

export const getProof = operation({
  name: "proof.get",
  summary:
    "Prove a video's delivery: its QC verdict, checksums, copies, links, fetches and audit entries, checked now.",
  effect: "reads",
  permission: "deliveries:read",
  input: GetProof,
  output: Proof,
  refuses: { video_not_found: "not_found" },
  subject: ({ id }) => `video:${id}`,

  async run({ id }, { tx, now, caller }) {
    const video = await findVideo(tx, id);
    const where = { videoId: id };
    const [speaker, others, total, ids] = await Promise.all([
      tx.delivery.findMany({ where: { ...where, id: video.delivery_id }, include: proofInclude }),
      tx.delivery.findMany({
        where: { ...where, id: { not: video.delivery_id } },
        include: proofInclude,
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: DELIVERIES - 1,
      }),
      tx.delivery.count({ where }),
      tx.delivery.findMany({ where, select: { id: true } }),
    ]);
    const subjects = [`video:${id}`, ...ids.map((row) => subjectOf(row.id))];
    const told = [...speaker, ...others];
    const staging = await findStagingCopies(
      { tx, now },
      { where: { deliveryId: { in: told.map((row) => row.id) } } },
      await reasonsToKeep({ tx, now }),
    );
    const standing = { speaker: video.delivery_id, stores: stores(), moves: await movesForRules(tx), staging };
    return withDigest({
      generated_at: now.toISOString(),
      desk: env().MARQUEE_URL,
      video: factsOf(video),
      link_max_hours: env().LINK_MAX_HOURS,
      deliveries: await Promise.all(told.map((row) => toProofDelivery(tx, row, standing))),
      deliveries_total: total,
      audit: await trailOf(tx, { subjects, now, whole: caller.scopes.has("audit:read") }),
    });
  },
});

/** What is said of the film itself; how its delivery went, the deliveries say. */
function factsOf(video: Awaited<ReturnType<typeof findVideo>>): Proof["video"] {
  const { id, project_id, concept_id, version, is_current, title, tags, checksum, bytes, media } = video;
  const { created_at, available_at } = video;
  return {
    id,
    project_id,
    concept_id,
    version,
    is_current,
    title,
    tags,
    checksum,
    bytes,
    media,
    created_at,
    available_at,
  };
}
