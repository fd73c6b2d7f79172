import { type CompletedPart, UploadPartCommand } from "@aws-sdk/client-s3";
import { createHash } from "node:crypto";
import { collectYoung } from "@/lib/infra/staging/collect-young";
import type { PutObject } from "./contract";
import { type HashedPart, PartHasher } from "./part-hasher";
import { newRing, type Ring, sendRange } from "./s3-body";
import type { S3Door } from "./s3-door";
import { isUnknownToServer } from "./s3-faults";
import { fileChanged, type Sent } from "./s3-head";
import { signPayload } from "./s3-payload";
import type { OpenUpload } from "./s3-uploads";

/** S3 takes 10,000 parts at most, so a part grows with the largest files; whole MiB of it. */
const MOST_PARTS = 10_000;
const MIB = 1024 * 1024;
/** So many parts are on their way at once. */
const LANES = 3;

interface Errand {
  readonly door: S3Door;
  readonly object: PutObject;
  readonly upload: OpenUpload;
}

/** One of the hashes is enough; both as long as nobody knows which of them the server keeps. */
interface Part extends Pick<HashedPart, "sha256" | "md5"> {
  readonly number: number;
  readonly from: number;
  readonly bytes: number;
}

export interface SentParts {
  /** As the server wants to hear of them at the end. */
  readonly answers: CompletedPart[];
  readonly parts: Sent["parts"];
}

/**
 * Sends a file's parts side by side, each with its hash, by which the server checks what arrives. They are hashed
 * once more before they leave, in order, and so it is known before the last one whether the file is the promised
 * one. Throws where it is not; then some parts may have arrived, but no request is under way any more.
 */
export async function sendParts({ door, object, upload }: Errand): Promise<SentParts> {
  const halt = new AbortController();
  const signal = object.signal ? AbortSignal.any([object.signal, halt.signal]) : halt.signal;
  const [sent, answers]: [Part[], CompletedPart[]] = [[], []];
  const hasher = new PartHasher(object.file);
  const next = inTurn(partsOf({ door, object, hasher, signal }));
  const lane = async () => {
    const ring = newRing();
    for (let part = await next(); part; part = await next()) {
      sent[part.number - 1] = part;
      answers[part.number - 1] = await sendPart({ door, object, upload, part, ring, signal });
      signal.throwIfAborted();
      collectYoung();
    }
  };
  try {
    const running = Array.from({ length: LANES }, () => lane());
    for (const one of running) one.catch((error: unknown) => halt.abort(error));
    // All of them have to be over before the upload can be given up: a late part would bring it back.
    await Promise.allSettled(running);
    object.signal?.throwIfAborted();
    halt.signal.throwIfAborted();
    return { answers, parts: { sha256: composite(sent, "sha256"), etag: composite(sent, "md5") } };
  } finally {
    await hasher.close();
  }
}

/** What S3 says of an object in parts: the hash of the hashes of its parts, and how many there were. */
function composite(parts: readonly Part[], by: "sha256" | "md5"): string | null {
  const all = createHash(by);
  for (const part of parts) {
    const digest = part[by];
    if (digest === null) return null;
    all.update(digest, "hex");
  }
  return by === "md5" ? `"${all.digest("hex")}-${parts.length}"` : `${all.digest("base64")}-${parts.length}`;
}

/** The parts in order, hashed. Throws with the last one where the file is not the promised one. */
async function* partsOf({
  door,
  object,
  hasher,
  signal,
}: Pick<Errand, "door" | "object"> & { readonly hasher: PartHasher; readonly signal: AbortSignal }): AsyncGenerator<
  Part,
  undefined
> {
  const partBytes = Math.max(door.account.partBytes, Math.ceil(object.bytes / MOST_PARTS / MIB) * MIB);
  for (let [number, from] = [1, 0]; from < object.bytes; number += 1, from += partBytes) {
    const bytes = Math.min(partBytes, object.bytes - from);
    const { checksums } = door.knows;
    const asked = { from, bytes, sha256: checksums !== false, md5: !checksums };
    const { sha256, md5, sha256SoFar } = await hasher.next(asked, signal);
    if (from + bytes === object.bytes && sha256SoFar !== object.sha256) throw fileChanged();
    yield { number, from, bytes, sha256, md5 };
  }
}

/** Hands out one item after the other to whoever asks, and is one ahead of them. */
function inTurn<T>(items: AsyncGenerator<T, undefined>): () => Promise<T | undefined> {
  let ahead = items.next();
  return async () => {
    const mine = ahead;
    ahead = items.next();
    // Whoever waits for it hears of its failure.
    ahead.catch(() => undefined);
    return (await mine).value;
  };
}

interface SendPart extends Errand {
  readonly part: Part;
  readonly ring: Ring;
  readonly signal: AbortSignal;
}

async function sendPart({ door, object, upload, part, ring, signal }: SendPart): Promise<CompletedPart> {
  const { number, from, bytes, md5 } = part;
  // Of those that were hashed before the server was known.
  const sha256 = door.knows.checksums === false ? null : part.sha256;
  const send = (checksum: string | null) =>
    door.ask(
      ({ abortSignal }) =>
        sendRange(
          { file: object.file, from, bytes, ring },
          (body, until) => {
            const command = new UploadPartCommand({
              Bucket: door.bucket,
              Key: upload.key,
              UploadId: upload.uploadId,
              PartNumber: number,
              Body: body,
              ContentLength: bytes,
              ...(checksum !== null && { ChecksumSHA256: Buffer.from(checksum, "hex").toString("base64") }),
              ...(md5 !== null && { ContentMD5: Buffer.from(md5, "hex").toString("base64") }),
            });
            signPayload(command, sha256 ?? "UNSIGNED-PAYLOAD");
            return door.writing.send(command, { abortSignal: until });
          },
          abortSignal,
        ),
      { signal, bytes },
    );
  const answer = await send(sha256).catch((error: unknown) => {
    if (!isUnknownToServer(error) || sha256 === null || md5 === null) throw error;
    door.knows.checksums = false;
    return send(null);
  });
  door.knows.checksums ??= answer.ChecksumSHA256 !== undefined;
  return { PartNumber: number, ETag: answer.ETag, ChecksumSHA256: answer.ChecksumSHA256 };
}
