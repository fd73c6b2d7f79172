import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { storageFailed } from "@/lib/infra/staging/disk-refusals";
import type { S3Door } from "./s3-door";
import { isMissing, isUnknownToServer, statusOf } from "./s3-faults";

/** What stands under a key, as the server tells it. */
export interface Head {
  readonly bytes: number;
  readonly etag: string | undefined;
  /** Base64; of all the bytes, or `…-N`: of the checksums of N parts. */
  readonly sha256: string | undefined;
}

/** What the server was handed. */
export interface Sent {
  readonly etag: string | undefined;
  /** For an object that came in parts, what the server may say of it, by the SHA-256 or the MD5 of each part; null where it came whole or nobody knows. */
  readonly parts: { readonly sha256: string | null; readonly etag: string | null } | null;
}

export const fileChanged = () => storageFailed("The file on this machine changed while it was stored. Try again.");

export async function headOf(door: S3Door, key: string, signal?: AbortSignal): Promise<Head | null> {
  const command = new HeadObjectCommand({ Bucket: door.bucket, Key: key, ChecksumMode: "ENABLED" });
  try {
    const head = await door.ask((options) => door.writing.send(command, options), { signal });
    return { bytes: head.ContentLength ?? 0, etag: head.ETag, sha256: head.ChecksumSHA256 };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export interface Condition {
  readonly IfNoneMatch?: string;
  readonly IfMatch?: string;
}

/** That nobody else's object is overwritten unseen: nothing may stand there, or what we saw there. */
export function conditionOn(door: S3Door, there: Head | null): Condition {
  if (door.knows.conditions === false) return {};
  if (!there) return { IfNoneMatch: "*" };
  return there.etag === undefined ? {} : { IfMatch: there.etag };
}

/**
 * Whether an error is the fault of the condition itself, so that the request is sent again without one. Some
 * servers do not know conditions, which is remembered; some (Swift, for an object that came in parts) find
 * that one does not hold though it does, which may as well be somebody who stored and removed in between.
 */
export async function conditionFailedUs(
  door: S3Door,
  { error, asked, key, there }: { error: unknown; asked: Condition; key: string; there: Head | null },
): Promise<boolean> {
  if (asked.IfNoneMatch === undefined && asked.IfMatch === undefined) return false;
  if (isUnknownToServer(error)) {
    door.knows.conditions = false;
    return true;
  }
  return statusOf(error) === 412 && (await headOf(door, key))?.etag === there?.etag;
}
