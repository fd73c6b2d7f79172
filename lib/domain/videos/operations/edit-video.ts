import { operation } from "@/lib/infra/operation";
import { EditVideo, Video } from "../contract";
import { changeVideo, lockVideoRevision } from "../store";

export const editVideo = operation({
  name: "videos.edit",
  summary: "Change a video's title or tags.",
  effect: "writes",
  permission: "videos:write",
  input: EditVideo,
  output: Video,
  refuses: { video_not_found: "not_found" },
  subject: ({ id }) => `video:${id}`,

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockVideoRevision(tx, id),

  async run({ id, title, tags }, work) {
    return changeVideo(work.tx, id, { ...(title ? { title } : {}), ...(tags ? { tags } : {}) });
  },
});
