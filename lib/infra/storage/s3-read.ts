import { GetObjectCommand } from "@aws-sdk/client-s3";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { collectYoung } from "@/lib/infra/staging/collect-young";
import type { FileHash } from "@/lib/infra/staging/hash-file";
import type { ByteRange } from "./contract";
import type { S3Patience } from "./s3-account";
import type { S3Door } from "./s3-door";
import { BrokenAnswer, isPassing } from "./s3-faults";

interface Reading {
  readonly body: Readable;
  /** How many bytes the body promises. */
  readonly bytes: number;
  readonly etag: string | undefined;
}

interface Get {
  readonly range?: ByteRange | undefined;
  /** Only this very object, so that a second half belongs to the first. */
  readonly etag?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Begins to read an object. The answer to a question for a part has to be that part. */
export async function openReading(door: S3Door, key: string, { range, etag, signal }: Get = {}): Promise<Reading> {
  const command = new GetObjectCommand({
    Bucket: door.bucket,
    Key: key,
    ...(range && { Range: `bytes=${range.start}-${range.end}` }),
    ...(etag !== undefined && { IfMatch: etag }),
  });
  const answer = await door.ask((options) => door.reading.send(command, options), { signal });
  const { Body: body, ContentLength: bytes } = answer;
  if (!(body instanceof Readable)) throw new Error("Under Node the SDK answers with a stream.");
  const fits = range === undefined || isPart(answer.ContentRange, range, bytes);
  if (answer.$metadata.httpStatusCode === (range ? 206 : 200) && fits && bytes !== undefined)
    return { body, bytes, etag: answer.ETag };
  body.on("error", () => undefined).destroy();
  throw new BrokenAnswer("The answer was not the part of the object that had been asked for.");
}

function isPart(contentRange: string | undefined, { start, end }: ByteRange, bytes: number | undefined): boolean {
  const [, first, last] = /^bytes (\d+)-(\d+)\/\d+$/.exec(contentRange ?? "") ?? [];
  return Number(first) === start && Number(last) <= end && Number(last) - start + 1 === bytes;
}

/**
 * The chunks of a body, all of them: it throws where the server breaks off, stands still or trickles.
 * Only the time in which somebody waits for a chunk counts.
 */
export async function* chunksOf({ body, bytes }: Reading, patience: S3Patience): AsyncGenerator<Uint8Array> {
  const { stallMs, floorBytesPerSecond } = patience;
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  let [got, waited, gotInWindow] = [0, 0, 0];
  try {
    for (;;) {
      const began = performance.now();
      const timer = setTimeout(() => body.destroy(new BrokenAnswer("The body stood still.")), stallMs);
      const { value: chunk, done } = await chunks.next().finally(() => clearTimeout(timer));
      if (done) break;
      got += chunk.byteLength;
      gotInWindow += chunk.byteLength;
      waited += performance.now() - began;
      yield chunk;
      if (waited < stallMs) continue;
      if (gotInWindow < (floorBytesPerSecond * waited) / 1000) throw new BrokenAnswer("The body only trickled.");
      [waited, gotInWindow] = [0, 0];
    }
    if (got !== bytes) throw new BrokenAnswer("The body ended early.");
  } finally {
    body.on("error", () => undefined).destroy();
  }
}

/** An object, or a part of it, for somebody who may leave at any time. */
export function readingStream(reading: Reading, patience: S3Patience): ReadableStream<Uint8Array> {
  const chunks = chunksOf(reading, patience);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        // First the body, because a step that waits for it would keep `return` waiting.
        reading.body.on("error", () => undefined).destroy();
        await chunks.return(undefined).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

/** What has come since the last break is enough to believe that the server is well again. */
const RECOVERED = 1024 * 1024;

/** All bytes of an object. Where the connection breaks, it goes on from there; a replaced object is an error. */
export async function* wholeObject(
  door: S3Door,
  key: string,
  { signal, onSize }: { signal?: AbortSignal | undefined; onSize?: (bytes: number) => Promise<void> } = {},
): AsyncGenerator<Uint8Array> {
  let [at, end, breaks] = [0, 0, 0];
  let etag: string | undefined;
  for (;;) {
    const from = at;
    try {
      const reading = await openReading(door, key, at === 0 ? { signal } : { range: { start: at, end }, etag, signal });
      if (at === 0) {
        etag = reading.etag;
        end = reading.bytes - 1;
        await onSize?.(reading.bytes);
      }
      for await (const chunk of chunksOf(reading, door.patience)) {
        at += chunk.byteLength;
        yield chunk;
      }
      return;
    } catch (error) {
      signal?.throwIfAborted();
      breaks = at - from > RECOVERED ? 1 : breaks + 1;
      if (!isPassing(error) || breaks >= door.patience.tries) throw error;
      await door.pause(breaks, signal);
    }
  }
}

const LITTER = 16 * 1024 * 1024;

/** What an object really holds, by reading all of it. */
export async function hashObject(door: S3Door, key: string, signal?: AbortSignal): Promise<FileHash> {
  const hash = createHash("sha256");
  let [bytes, litter] = [0, 0];
  for await (const chunk of wholeObject(door, key, { signal })) {
    hash.update(chunk);
    bytes += chunk.byteLength;
    litter += chunk.byteLength;
    if (litter < LITTER) continue;
    litter = 0;
    collectYoung();
  }
  return { sha256: hash.digest("hex"), bytes };
}
