import { Refusal } from "@/lib/core/refusal";
import { openVideo } from "@/lib/domain/videos/operations/open-video";
import { operation } from "@/lib/infra/operation";
import { OnePublication } from "../publication-contract";
import { publicationNotFound } from "../publication-refusals";
import { findPublication } from "../publication-store";

/** Where a published video's bytes stand, for the doors that stream them to everybody. Not an answer of the API. */
export const openPublication = operation({
  name: "publishing.open-publication",
  summary: "Find the verified copy of a video that is published in a feed.",
  effect: "reads",
  permission: "publications:see",
  input: OnePublication,
  output: openVideo.output.extend({ video_id: openVideo.input.shape.id }),
  refuses: { publication_not_found: "not_found" },
  subject: ({ id }) => `assignment:${id}`,

  async run({ id }, work) {
    const { videoId, title } = await findPublication(work.tx, id);
    try {
      return { ...(await work.also(openVideo, { id: videoId })), title, video_id: videoId };
    } catch (error) {
      // Why the desk has no film is the desk's own affair.
      if (error instanceof Refusal) throw publicationNotFound();
      throw error;
    }
  },
});
