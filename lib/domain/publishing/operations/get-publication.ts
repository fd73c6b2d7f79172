import { operation } from "@/lib/infra/operation";
import { OnePublication, PublishedVideo } from "../publication-contract";
import { findPublication } from "../publication-store";

/** For the public page of one video; not an answer of the API. */
export const getPublication = operation({
  name: "publishing.get-publication",
  summary: "Show one published video to whoever asks.",
  effect: "reads",
  permission: "publications:see",
  input: OnePublication,
  output: PublishedVideo,
  refuses: { publication_not_found: "not_found" },
  subject: ({ id }) => `assignment:${id}`,

  async run({ id }, { tx }) {
    const { videoId: _ours, ...publication } = await findPublication(tx, id);
    return publication;
  },
});
