import { Refusal } from "@/lib/core/refusal";

/** What an `If-Match` header asks for: any version that exists, or one of these revisions. */
export type IfMatch = "*" | readonly number[];

/**
 * Throws `stale` unless the thing is at one of the revisions asked for (RFC 9110, 13.1.1). `revision` is
 * undefined where things of this kind have none, which matches nothing; and null where there is no such
 * thing, which the operation says better itself.
 */
export function refuseStale(ifMatch: IfMatch | undefined, revision: number | null | undefined): void {
  if (ifMatch === undefined || revision === null) return;
  if (typeof revision === "number" && (ifMatch === "*" || ifMatch.includes(revision))) return;
  if (revision === undefined)
    throw new Refusal("stale", "stale", "This address has no ETag, so no If-Match can fit it.");
  throw new Refusal("stale", "stale", "It has been changed since you last saw it. Look again.");
}

/** The header as part of what makes two requests the same. */
export const matchOf = (ifMatch: IfMatch | undefined) => (ifMatch === undefined ? {} : { ifMatch });
