import { operation } from "@/lib/infra/operation";
import { OneVideo, VideoWithVersions, type Video, type VideoVersion } from "../contract";
import { findVideo, toVideos, videoSelect } from "../store";

/** A concept with more versions than this shows its newest. */
const VERSIONS = 100;

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
    if (video.concept_id === null) return { ...video, versions: [toVersion(video)] };
    const rows = await tx.video.findMany({
      where: { projectId: video.project_id, conceptId: video.concept_id },
      select: videoSelect(),
      orderBy: { version: "desc" },
      take: VERSIONS,
    });
    return { ...video, versions: (await toVideos(tx, rows)).map(toVersion) };
  },
});

function toVersion({ media, ...video }: Video): VideoVersion {
  const { id, version, is_current, status, is_lost, title, created_at, bytes } = video;
  return {
    id,
    version,
    is_current,
    status,
    is_lost,
    title,
    created_at,
    duration_seconds: media?.duration_seconds ?? null,
    bytes,
  };
}
