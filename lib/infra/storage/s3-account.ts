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

/** How long the desk waits for a server before it holds that it is gone. There is no limit on the whole of a file. */
export interface S3Patience {
  readonly connectMs: number;
  /** Nothing moves on a connection for so long: it is dead. */
  readonly stallMs: number;
  /** From the last byte of a question to the end of a short answer. */
  readonly answerMs: number;
  /** Slower than this is as good as dead: a file of any size ends in a time that is known before. */
  readonly floorBytesPerSecond: number;
  /** How often a request is made that may be made again. */
  readonly tries: number;
  /** Before the second try; twice as long before the third. */
  readonly pauseMs: number;
}

export const S3_PATIENCE: S3Patience = {
  connectMs: 5_000,
  stallMs: 60_000,
  answerMs: 120_000,
  floorBytesPerSecond: 16 * 1024,
  tries: 3,
  pauseMs: 500,
};
