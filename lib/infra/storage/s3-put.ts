import { DeleteObjectCommand, PutObjectCommand, type PutObjectCommandOutput } from "@aws-sdk/client-s3";
import { createHash } from "node:crypto";
import { open, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { failpoint } from "@/lib/infra/failpoint";
import { collectYoung } from "@/lib/infra/staging/collect-young";
import { storageFailed } from "@/lib/infra/staging/disk-refusals";
import type { ObjectFacts, PutObject } from "./contract";
import type { S3Door } from "./s3-door";
import { isGoneUpload, isMissing, isOvertaken, isPassing, isUnknownToServer } from "./s3-faults";
import { type Condition, conditionFailedUs, conditionOn, fileChanged, type Head, headOf, type Sent } from "./s3-head";
import { sendInParts } from "./s3-multipart";
import { hashObject } from "./s3-read";
import { signPayload } from "./s3-payload";

/** See `Storage.put`. */
export async function putObject(door: S3Door, object: PutObject): Promise<void> {
  const { key, signal, failpointPrefix } = object;
  if ((await stat(object.file)).size !== object.bytes) throw fileChanged();
  const inParts = object.bytes >= door.account.multipartFromBytes;
  for (let nth = 1; ; nth += 1) {
    const there = await headOf(door, key, signal);
    // Also how an answer that was lost on its way back is known to have been a success.
    if (there && (await holds({ door, object, there, parts: null }))) return;
    try {
      const sent = await (inParts ? sendInParts : sendWhole)(door, object, there);
      await verify({ door, object, sent });
      if (failpointPrefix) failpoint(`${failpointPrefix}-after-rename`);
      return;
    } catch (error) {
      signal?.throwIfAborted();
      // The requests of a file in parts have had their tries.
      const again = isOvertaken(error) || isGoneUpload(error) || (isPassing(error) && !inParts);
      if (nth >= door.patience.tries || !again) throw error;
      await door.pause(nth, signal);
    }
  }
}

/**
 * Whether the object has these bytes: by the SHA-256 that the server keeps; of a file that it just took in
 * parts and keeps no SHA-256 of, by the MD5 of each part, which it checked when the part arrived and which
 * its ETag is made of; else by reading all of it again, as `check` always does.
 */
async function holds({
  door,
  object,
  there,
  parts,
}: {
  door: S3Door;
  object: ObjectFacts & { signal?: AbortSignal | undefined };
  there: Head;
  parts: Sent["parts"];
}): Promise<boolean> {
  if (there.bytes !== object.bytes) return false;
  if (there.sha256 !== undefined && !there.sha256.includes("-")) return there.sha256 === base64Of(object.sha256);
  if (there.sha256 !== undefined && parts?.sha256) return there.sha256 === parts.sha256;
  if (parts?.etag && there.etag === parts.etag) return true;
  return (await hashObject(door, object.key, object.signal)).sha256 === object.sha256;
}

const base64Of = (hex: string) => Buffer.from(hex, "hex").toString("base64");

/** Throws unless the stored object is the promised one. What we stored and does not hold is removed. */
async function verify({ door, object, sent }: { door: S3Door; object: PutObject; sent: Sent }): Promise<void> {
  const there = await headOf(door, object.key, object.signal);
  if (!there) throw storageFailed("The store took the file and does not have it. Try again.");
  if (await holds({ door, object, there, parts: sent.parts })) return;
  if (there.etag === sent.etag) await removeObject(door, object.key);
  throw storageFailed("The stored copy does not hold what was sent to it, and was removed. Try again.");
}

export async function removeObject(door: S3Door, key: string): Promise<void> {
  const command = new DeleteObjectCommand({ Bucket: door.bucket, Key: key });
  await door
    .ask((options) => door.writing.send(command, options))
    .catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
}

/** One request. Its last piece leaves this machine when the hash of what has been read is right. */
async function sendWhole(door: S3Door, object: PutObject, there: Head | null): Promise<Sent> {
  const { key, sha256, bytes, signal, failpointPrefix } = object;
  if (failpointPrefix) failpoint(`${failpointPrefix}-after-link`);
  const send = async (condition: Condition, checksum: boolean): Promise<PutObjectCommandOutput> => {
    const stop = new AbortController();
    let broken: unknown;
    const body = Readable.from(checkedPieces(object), { objectMode: false });
    // The SDK would wait for more of a body that has failed.
    body.on("error", (error) => {
      broken ??= error;
      stop.abort();
    });
    const command = new PutObjectCommand({
      Bucket: door.bucket,
      Key: key,
      Body: body,
      ContentLength: bytes,
      ContentType: "video/mp4",
      Metadata: { sha256 },
      ...(checksum && { ChecksumSHA256: base64Of(sha256) }),
      ...condition,
    });
    signPayload(command, sha256);
    try {
      // A stream cannot be sent twice: whoever called us begins anew.
      return await door.ask((options) => door.writing.send(command, options), {
        bytes,
        tries: 1,
        signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
      });
    } catch (error) {
      throw broken ?? error;
    } finally {
      body.destroy();
    }
  };
  let asked = conditionOn(door, there);
  for (;;) {
    const checksum = door.knows.checksums !== false;
    try {
      const answer = await send(asked, checksum);
      door.knows.checksums = answer.ChecksumSHA256 !== undefined;
      return { etag: answer.ETag, parts: null };
    } catch (error) {
      if (await conditionFailedUs(door, { error, asked, key, there })) {
        asked = {};
        continue;
      }
      if (!isUnknownToServer(error) || !checksum) throw error;
      door.knows.checksums = false;
    }
  }
}

const PIECE = 256 * 1024;
const LITTER = 16 * 1024 * 1024;

/** The file's bytes, hashed again as they leave the disk. A file that is not the promised one never ends: it throws before its last piece. */
async function* checkedPieces({ file, bytes, sha256 }: PutObject): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const handle = await open(file, "r");
  try {
    for (let at = 0; at < bytes; at += PIECE) {
      const piece = Buffer.allocUnsafeSlow(Math.min(PIECE, bytes - at));
      const { bytesRead } = await handle.read(piece, 0, piece.byteLength, at);
      hash.update(piece.subarray(0, bytesRead));
      const last = at + PIECE >= bytes;
      if (bytesRead !== piece.byteLength || (last && hash.digest("hex") !== sha256)) throw fileChanged();
      yield piece;
      if ((at + PIECE) % LITTER === 0) collectYoung();
    }
  } finally {
    await handle.close();
  }
}
