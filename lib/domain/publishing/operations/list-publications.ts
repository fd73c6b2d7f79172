import { operation } from "@/lib/infra/operation";
import { OnePublication, PublishedFeed } from "../publication-contract";
import { findFeed } from "../publication-store";

/** For the public pages and feeds; not an answer of the API. */
export const listPublications = operation({
  name: "publishing.list-publications",
  summary: "Show a feed to whoever asks: what it is about, and what was published in it.",
  effect: "reads",
  permission: "publications:see",
  input: OnePublication,
  output: PublishedFeed,
  refuses: { publication_not_found: "not_found" },
  subject: ({ id }) => `channel:${id}`,
  run: ({ id }, { tx }) => findFeed(tx, id),
});
