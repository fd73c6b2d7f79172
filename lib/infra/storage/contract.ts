import { Refusal } from "@/lib/core/refusal";

/** Both ends count, as in HTTP: `{ start: 0, end: 0 }` is the first byte. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface PutObject {
  /** Where it goes: segments of `[a-z0-9._-]` joined by slashes. */
  readonly key: string;
  /** A file of ours that nobody changes any more; it stays where it is. */
  readonly file: string;
  /** In hex. What the stored object must turn out to hold. */
  readonly sha256: string;
  readonly bytes: number;
  /** Whose points of death `put` passes; see failpoint.ts. */
  readonly failpointPrefix?: "delivery";
}

/**
 * Where finished files are kept. Every driver passes the same tests (storage-contract.ts). All of
 * them throw `storage_failed` or `storage_full` (unavailable) when the store does not do as asked.
 */
export interface Storage {
  readonly driver: "local";
  /**
   * Stores a file so that its key shows the whole, verified object or what it showed before: the
   * stored bytes are compared with `sha256` and `bytes` before this returns. The same object again
   * is no error and moves nothing; another object under the same key is replaced.
   */
  put(object: PutObject): Promise<{ location: string }>;
  /** The object's bytes, or a part of them. Throws `object_missing` (not_found). */
  open(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>;
  stat(key: string): Promise<{ bytes: number } | null>;
  /** Where the object stands as a file of this machine, for drivers that keep files; a key is no promise that it is there. */
  pathOf(key: string): string;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
  /**
   * Clears away what `put` left half-made when its process died, and says how many there were.
   * `keep` is asked with the object's key once the leftovers are listed, so that a `put` that begins
   * meanwhile is either not among them or known to `keep`.
   */
  sweep(options: { keep: (key: string) => Promise<boolean> }): Promise<number>;
}

const SEGMENT = /^[a-z0-9._-]{1,128}$/;

/** The segments of a key that is safe to become a path; throws `invalid_key` otherwise. */
export function keySegments(key: string): string[] {
  const segments = key.split("/");
  const sound = segments.every((part) => SEGMENT.test(part) && part !== "." && part !== "..");
  if (sound && segments.length <= 8) return segments;
  throw new Refusal(
    "invalid",
    "invalid_key",
    "A storage key is made of a-z, 0-9, dot, underscore and hyphen, in at most 8 segments.",
  );
}

export function objectMissing(): Refusal {
  return new Refusal("not_found", "object_missing", "The stored file is not there any more.");
}
