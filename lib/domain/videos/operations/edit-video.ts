import { operation } from "@/lib/infra/operation";
import { EditVideo, Video } from "../contract";
import { changeVideo } from "../store";

export const editVideo = operation({
  name: "videos.edit",
  summary: "Change a video's title or tags.",
  effect: "writes",
  permission: "videos:write",
  input: EditVideo,
  output: Video,
  refuses: { video_not_found: "not_found", stale: "stale" },
  subject: ({ id }) => `video:${id}`,

  async run({ id, title, tags, revision }, work) {
    return changeVideo(work.tx, { id, revision }, { ...(title ? { title } : {}), ...(tags ? { tags } : {}) });
  },
});
