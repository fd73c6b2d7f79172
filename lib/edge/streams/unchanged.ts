/** By what a reader who comes again can tell that it has this already. */
export interface Validators {
  /** In their quotes; of what may be answered in several packings, each has its own. */
  readonly etags: readonly string[];
  readonly modifiedAt: Date;
}

/** Whether 304 is the answer (RFC 9110, 13.1): where a reader names tags, its date does not count. */
export function isUnchanged(headers: Pick<Headers, "get">, { etags, modifiedAt }: Validators): boolean {
  const tags = headers.get("if-none-match");
  if (tags !== null) {
    const named = new Set(tags.split(",").map((tag) => tag.trim().replace(/^W\//, "")));
    return named.has("*") || etags.some((etag) => named.has(etag));
  }
  const since = Date.parse(headers.get("if-modified-since") ?? "");
  return !Number.isNaN(since) && nextSecond(modifiedAt) <= since;
}

/** `Last-Modified`, which has whole seconds and never lies ahead. */
export const lastModified = (at: Date, now = new Date()) =>
  new Date(Math.min(nextSecond(at), Math.floor(now.getTime() / 1000) * 1000)).toUTCString();

/** Rounded up, so that what came within the second after a look is not missed. */
const nextSecond = (at: Date) => Math.ceil(at.getTime() / 1000) * 1000;
