import { Refusal } from "@/lib/core/refusal";
import type { NamedRequest } from "@/lib/infra/idempotency";
import type { IfMatch } from "@/lib/infra/precondition";

/** A row's revision as a strong ETag. */
export const etagOf = (revision: number) => `"${revision}"`;

const TAGS = /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")*$/;

/**
 * The revisions an `If-Match` names (RFC 9110, 13.1.1). A weak tag, and one that is not ours, is in
 * the list and fits nothing. Throws for what is no list of tags.
 */
export function ifMatchOf(headers: Pick<Headers, "get">): IfMatch | undefined {
  const text = headers.get("if-match")?.trim();
  if (text === undefined) return undefined;
  if (text === "*") return "*";
  if (!TAGS.test(text))
    throw new Refusal("invalid", "invalid_request", 'If-Match wants an ETag in quotes, such as "3".');
  return [...text.matchAll(/(?:^|[\s,])"(\d{1,10})"/g)].map(([, digits]) => Number(digits));
}

/** How the request names itself; undefined where it does not. Throws where the name cannot be kept. */
export function namedRequestOf(request: Request): NamedRequest | undefined {
  const key = request.headers.get("idempotency-key");
  if (key === null) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new Refusal("invalid", "invalid_request", "Idempotency-Key wants 1 to 255 visible ASCII characters.");
  return { key, address: `${request.method} ${new URL(request.url).pathname}` };
}
