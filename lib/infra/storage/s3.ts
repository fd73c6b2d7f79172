import type { Storage } from "./contract";

/** A bucket, who may use it, and how large files travel. */
export interface S3Account {
  /** Origin of the server; null is AWS in `region`. */
  readonly endpoint: string | null;
  /** Origin that presigned links name; null is the same. */
  readonly publicEndpoint: string | null;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
  /** When the key ends; null where it does not. */
  readonly keyExpiresAt: Date | null;
  readonly pathStyle: boolean;
  /** Files of so many bytes and more travel in parts. */
  readonly multipartFromBytes: number;
  readonly partBytes: number;
}

/** Objects in a bucket of S3, R2 or anything that speaks like them. */
export function s3Storage(account: S3Account): Storage {
  throw new Error(`Not yet: ${account.bucket}`);
}
