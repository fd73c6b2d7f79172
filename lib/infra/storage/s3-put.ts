import { DeleteObjectCommand, PutObjectCommand, type PutObjectCommandOutput } from "@aws-sdk/client-s3";
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { failpoint } from "@/lib/infra/failpoint";
import { storageFailed } from "@/lib/infra/staging/disk-refusals";
import type { ObjectFacts, PutObject } from "./contract";
import { newRing, sendRange } from "./s3-body";
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
  const send = (condition: Condition, checksum: boolean): Promise<PutObjectCommandOutput> => {
    const attempt = ({ abortSignal }: { abortSignal: AbortSignal }) => {
      const hash = createHash("sha256");
      const look = (piece: Buffer, isLast: boolean) => {
        hash.update(piece);
        if (isLast && hash.digest("hex") !== sha256) throw fileChanged();
      };
      return sendRange(
        { file: object.file, from: 0, bytes, ring: newRing(), look },
        (body, until) => {
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
          return door.writing.send(command, { abortSignal: until });
        },
        abortSignal,
      );
    };
    // Whoever called us looks at what stands there before it begins anew.
    return door.ask(attempt, { bytes, tries: 1, signal });
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
