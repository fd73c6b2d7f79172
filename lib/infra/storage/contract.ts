import { Refusal } from "@/lib/core/refusal";

/** Both ends count, as in HTTP: `{ start: 0, end: 0 }` is the first byte. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What stands, or shall stand, under a key. */
export interface ObjectFacts {
  /** Segments of `[a-z0-9._-]` joined by slashes. */
  readonly key: string;
  /** In hex. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface PutObject extends ObjectFacts {
  /** A file of ours that nobody changes any more; it stays where it is. */
  readonly file: string;
  readonly signal?: AbortSignal | undefined;
  /** Whose points of death `put` passes; see failpoint.ts. */
  readonly failpointPrefix?: "delivery";
}

/** What a look at a stored object found: the promised bytes, other bytes, or nothing. */
export type Standing = "intact" | "altered" | "missing";

/** A way to an object that needs no desk in between. */
export interface DirectLink {
  readonly url: string;
  readonly expiresAt: Date;
}

export interface LinkOptions {
  readonly method: "GET" | "HEAD";
  readonly seconds: number;
  /** The `Content-Disposition` that the store shall answer with. */
  readonly disposition: string;
}

/**
 * Where finished files are kept. Every driver passes the same tests (storage-contract.ts). All of
 * them throw `storage_failed` or `storage_full` (unavailable) when the store does not do as asked.
 */
export interface Storage {
  readonly driver: "local" | "s3";
  /** Names the store in the record of copies, for as long as its place stays the same: `local`, `local:/mnt/b`, `s3:host/bucket`. */
  readonly name: string;
  /** How people read where a key stands: `local://…`, `s3://bucket/…`. */
  locationOf(key: string): string;
  /**
   * Takes an empty place into use, before anything is stored there for the first time. A folder is marked, so that
   * a disk that is not mounted is never taken for an empty store; a bucket cannot be mistaken for another.
   */
  claim(): Promise<void>;
  /**
   * Stores a file so that its key shows the whole, verified object or what it showed before: the
   * stored bytes are compared with `sha256` and `bytes` before this returns. The same object again
   * is no error and moves nothing; another object under the same key is replaced. Throws the signal's reason.
   */
  put(object: PutObject): Promise<void>;
  /** The object's bytes, or a part of them. Throws `object_missing` (not_found). */
  open(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>;
  stat(key: string): Promise<{ bytes: number } | null>;
  /** Reads the whole object again and holds it against what it should be. Throws where it cannot be read, and the signal's reason. */
  check(object: ObjectFacts, signal?: AbortSignal): Promise<Standing>;
  /**
   * Hands a file of this machine with the object's bytes to `use`: the object itself, or a copy in the
   * staging folder that is gone afterwards. Nobody may change it. Throws `object_missing`, and the signal's reason.
   */
  withFile<T>(key: string, use: (path: string) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** A presigned address of the object; null where the driver has none and the desk streams. */
  link(key: string, options: LinkOptions): Promise<DirectLink | null>;
  /** When the key that signs such addresses ends; null where it does not, or nothing is signed. */
  readonly signingEndsAt: Date | null;
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
