import { operation } from "@/lib/infra/operation";
import { OneVideo, VideoWithVersions } from "../contract";
import { findVideo } from "../store";

export const getVideo = operation({
  name: "videos.get",
  summary: "Show one video with its versions.",
  effect: "reads",
  permission: "videos:read",
  input: OneVideo,
  output: VideoWithVersions,
  refuses: { video_not_found: "not_found" },
  subject: ({ id }) => `video:${id}`,
  revisionOf: ({ revision }) => revision,

  async run({ id }, { tx }) {
    const video = await findVideo(tx, id);
    const siblings =
      video.concept_id === null
        ? []
        : await tx.video.findMany({
            where: { projectId: video.project_id, conceptId: video.concept_id },
            select: { id: true, version: true, createdAt: true, delivery: { select: { status: true } } },
            orderBy: { version: "desc" },
            take: 100,
          });
    const versions = siblings.map((row) => ({
      id: row.id,
      version: row.version,
      status: row.delivery?.status ?? ("queued" as const),
      created_at: row.createdAt.toISOString(),
    }));
    return {
      ...video,
      versions:
        versions.length > 0
          ? versions
          : [{ id, version: video.version, status: video.status, created_at: video.created_at }],
    };
  },
});
