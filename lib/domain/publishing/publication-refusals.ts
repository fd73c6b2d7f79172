import { Refusal } from "@/lib/core/refusal";

/** Said alike of what never was, what is not published yet, and what was taken away: strangers learn nothing more. */
export const publicationNotFound = () =>
  new Refusal("not_found", "publication_not_found", "Nothing is published at this address.");
