/**
 * Line breaks, and marks that turn the writing round: with them a text in a list could be made to look like
 * another, or like two. Joiners may stay: several scripts and emoji are written with them.
 */
const HIDDEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

export const ONE_LINE = "One line, without hidden marks.";

/** Whether a text is one line of which something can be seen; an empty one is. */
export function isOneLine(text: string): boolean {
  return text === "" || (text.search(HIDDEN) === -1 && SEEN.test(text));
}

/** The text as one line, with one space for each run of spaces and of what is hidden; empty where nothing can be seen. */
export function asOneLine(text: string): string {
  return SEEN.test(text) ? text.replace(HIDDEN, " ").replace(/\s+/g, " ").trim() : "";
}
