import { Refusal } from "@/lib/core/refusal";
import { log } from "@/lib/infra/log";
import { storageFailed, storageFull } from "@/lib/infra/staging/disk-refusals";

/** The body of an answer that broke off, stood still or was not what had been asked for. */
export class BrokenAnswer extends Error {
  override readonly name = "BrokenAnswer";
}

/** What a server said no with; undefined where it said nothing that can be read. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const { $metadata: facts } = error;
  if (typeof facts !== "object" || facts === null || !("httpStatusCode" in facts)) return undefined;
  return typeof facts.httpStatusCode === "number" ? facts.httpStatusCode : undefined;
}

/** S3's own name of an error, e.g. `NoSuchKey`: the SDK names its errors so. */
export const codeOf = (error: unknown): string => (error instanceof Error ? error.name : "");

const DAMAGED_ON_THE_WAY = ["BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "IncompleteBody"];
const PASSING = new Set([...DAMAGED_ON_THE_WAY, "RequestTimeout", "RequestTimeTooSkewed", "SlowDown", "InternalError"]);

/** Whether the same request may well succeed in a moment: no answer, a server in trouble, bytes damaged on the way. */
export function isPassing(error: unknown): boolean {
  if (error instanceof BrokenAnswer || PASSING.has(codeOf(error))) return true;
  const status = statusOf(error);
  if (status === undefined) return saidNothing(error);
  return status === 429 || (status >= 500 && status !== 501 && !isFull(error));
}

/** What this machine's own files and threads end in, and no connection does. */
const OF_THIS_MACHINE =
  /^(ENOENT|ENOTDIR|EISDIR|EACCES|EPERM|EIO|ENOSPC|EDQUOT|EMFILE|ENFILE|EBADF|ESTALE|ERR_WORKER_.*)$/;

/** The connection failed, or our own patience ended; the operating system and the SDK mark such errors. */
function saidNothing(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof Refusal) return false;
  if (["TimeoutError", "AbortError"].includes(error.name)) return true;
  return "code" in error && typeof error.code === "string" && !OF_THIS_MACHINE.test(error.code);
}

/** The object is not there. (A bucket that is not there looks the same to HEAD, and different to everything else.) */
export const isMissing = (error: unknown) => statusOf(error) === 404 && codeOf(error) !== "NoSuchBucket";

export const isGoneUpload = (error: unknown) => codeOf(error) === "NoSuchUpload";

/** Somebody else stored or removed the object meanwhile: the condition of a request did not hold. */
export const isOvertaken = (error: unknown) => [409, 412].includes(statusOf(error) ?? 0);

export const isUnknownToServer = (error: unknown) => statusOf(error) === 501;

const FULL = /quota|storagefull|storage (?:is )?full|insufficient ?storage|cap exceeded/i;

const isFull = (error: unknown) =>
  statusOf(error) === 507 || (error instanceof Error && FULL.test(`${error.name} ${error.message}`));

/**
 * What somebody at the desk is told of a fault of the store `name`. What the server really said goes to
 * the log, shortened, and nowhere else. Refusals and errors that are not the store's pass as they are.
 */
export function s3Refusal(error: unknown, { store, doing }: { store: string; doing: string }): unknown {
  if (error instanceof Refusal) return error;
  const status = statusOf(error);
  if (status === undefined && !(error instanceof BrokenAnswer) && !saidNothing(error)) return error;
  log.warn({ store, doing, ...whatWasSaid(error) }, "a store of objects did not do as asked");
  return isFull(error) ? storageFull() : storageFailed(sentenceFor(error, status));
}

/** What the log may know of a server's error. Never all of it: a refused signature is answered with the request, its key and its token. */
export function whatWasSaid(error: unknown) {
  const said = error instanceof Error ? error.message.slice(0, 200) : "";
  return { status: statusOf(error), code: codeOf(error), said };
}

const REGION = new Set(["AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect"]);

function sentenceFor(error: unknown, status: number | undefined): string {
  const code = codeOf(error);
  if (code === "NoSuchBucket") return "The store has no such bucket. Check S3_BUCKET.";
  if (REGION.has(code) || (status !== undefined && status >= 300 && status < 400))
    return "The bucket is in another region or at another address. Check S3_REGION and S3_ENDPOINT.";
  if (code === "RequestTimeTooSkewed") return "The store refused the desk's clock. Set this machine's time right.";
  if (status === 401 || status === 403)
    return "The store refused the desk's key. Check the S3 settings, and what the key may do.";
  if (DAMAGED_ON_THE_WAY.includes(code))
    return "What arrived at the store is not what was promised to it: the file changed meanwhile, or was damaged on its way. Try again.";
  if (status === undefined) return "The store did not answer as it should, or broke off. Try again.";
  if (status === 429 || status >= 500) return `The store is in trouble of its own (${status}). Try again later.`;
  if (isOvertaken(error)) return "Another file was stored under this name meanwhile. Try again.";
  return `The store refused the request (${status}${/^[A-Za-z]{1,60}$/.test(code) ? ` ${code}` : ""}). Somebody has to look.`;
}
