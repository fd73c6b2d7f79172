import { S3Client } from "@aws-sdk/client-s3";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { setTimeout as delay } from "node:timers/promises";
import type { S3Account, S3Patience } from "./s3-account";
import { isPassing } from "./s3-faults";

const say = () => undefined;
/** The SDK would write to the console; what matters is logged where it becomes a refusal. */
const SILENT = { trace: say, debug: say, info: say, warn: say, error: say };

export interface Ask {
  readonly signal?: AbortSignal | undefined;
  /** So many bytes go out with it, which takes its time. */
  readonly bytes?: number;
  /** 1 where doing it twice would do harm. */
  readonly tries?: number;
}

interface Knows {
  /** It stores under conditions, so that nobody's object is overwritten unseen. */
  conditions: boolean | null;
  /** It checks SHA-256 and keeps it. Where it does not, it is held by MD5 and by reading again. */
  checksums: boolean | null;
}

/** The way to one bucket: who asks, how long it waits, and how often it asks again. */
export class S3Door {
  readonly bucket: string;
  /** As the record of copies names it. */
  readonly name: string;
  readonly account: S3Account;
  readonly patience: S3Patience;
  /** For whatever is written, and for short questions: a connection on which nothing moves is cut. */
  readonly writing: S3Client;
  /** For bodies that are read: here only whoever waits for bytes cuts, because a paused player reads none. */
  readonly reading: S3Client;
  /** Signs addresses for others and connects to nothing. */
  readonly signing: S3Client;
  /** What this server turned out to know; null until it has been seen. */
  readonly knows: Knows = { conditions: null, checksums: null };

  constructor(account: S3Account, patience: S3Patience) {
    this.account = account;
    this.patience = patience;
    this.bucket = account.bucket;
    const host = account.endpoint === null ? `s3.${account.region}.amazonaws.com` : new URL(account.endpoint).host;
    this.name = `s3:${host}/${account.bucket}`;
    this.writing = client({ account, patience, stallMs: patience.stallMs });
    this.reading = client({ account, patience, stallMs: 0 });
    this.signing = client({
      account: { ...account, endpoint: account.publicEndpoint ?? account.endpoint },
      patience,
      stallMs: 0,
    });
  }

  /** Makes a request until it succeeds, its tries are used up, or it is clear that it never will. Throws what the SDK throws, or the signal's reason. */
  async ask<T>(attempt: (options: { abortSignal: AbortSignal }) => Promise<T>, options: Ask = {}): Promise<T> {
    const { signal, tries = this.patience.tries } = options;
    for (let nth = 1; ; nth += 1) {
      try {
        return await this.#once(attempt, options);
      } catch (error) {
        signal?.throwIfAborted();
        if (nth >= tries || !isPassing(error)) throw error;
        await this.pause(nth, signal);
      }
    }
  }

  /** Lets a server that is in trouble catch its breath; not all of us at the same time. */
  async pause(nth: number, signal?: AbortSignal): Promise<void> {
    const ms = this.patience.pauseMs * 2 ** (nth - 1) * (0.5 + Math.random());
    await delay(ms, undefined, { signal }).catch(() => undefined);
    signal?.throwIfAborted();
  }

  async #once<T>(attempt: (options: { abortSignal: AbortSignal }) => Promise<T>, { signal, bytes = 0 }: Ask) {
    signal?.throwIfAborted();
    const stop = new AbortController();
    const { answerMs, floorBytesPerSecond } = this.patience;
    const timer = setTimeout(() => stop.abort(), answerMs + (bytes / floorBytesPerSecond) * 1000);
    try {
      return await attempt({ abortSignal: signal ? AbortSignal.any([stop.signal, signal]) : stop.signal });
    } catch (error) {
      // A request whose answer came before all of its body was sent would hold its connection open.
      stop.abort();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function client({
  account,
  patience,
  stallMs,
}: {
  account: S3Account;
  patience: S3Patience;
  stallMs: number;
}): S3Client {
  const { accessKeyId, secretAccessKey, sessionToken } = account;
  return new S3Client({
    region: account.region,
    ...(account.endpoint !== null && { endpoint: account.endpoint }),
    forcePathStyle: account.pathStyle,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== null && { sessionToken }) },
    // R2, Swift and others know only what was there before the SDK began to add checksums of its own.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    // It would cost a wait of six seconds where a server does not answer it.
    expectContinueHeader: false,
    maxAttempts: 1,
    logger: SILENT,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: patience.connectMs,
      socketTimeout: stallMs,
      socketAcquisitionWarningTimeout: 2 ** 31 - 1,
    }),
  });
}
