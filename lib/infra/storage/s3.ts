import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { keySegments, objectMissing, type Storage } from "./contract";
import { S3_PATIENCE, type S3Account, type S3Patience } from "./s3-account";
import { S3Door } from "./s3-door";
import { isMissing, s3Refusal } from "./s3-faults";
import { headOf } from "./s3-head";

import { putObject, removeObject } from "./s3-put";
import { hashObject, openReading, readingStream } from "./s3-read";
import { giveUp, isUnderWay, type OpenUpload, openUploads } from "./s3-uploads";
import { withObjectFile } from "./s3-with-file";

export type { S3Account } from "./s3-account";

/** Objects in a bucket of S3, R2 or anything that speaks like them. */
export function s3Storage(account: S3Account, patience: S3Patience = S3_PATIENCE): Storage {
  const door = new S3Door(account, patience);
  /** What the server does with a sound key, and its faults in words of ours. */
  const at = async <T>(key: string, doing: string, work: () => Promise<T>): Promise<T> => {
    keySegments(key);
    return work().catch((error: unknown) => {
      throw s3Refusal(error, { store: door.name, doing });
    });
  };
  return {
    driver: "s3",
    name: door.name,
    locationOf: (key) => `s3://${account.bucket}/${key}`,
    claim: () => Promise.resolve(),
    put: (object) => at(object.key, "put", () => putObject(door, object)),
    open: (key, range) =>
      at(key, "open", async () => readingStream(await openReading(door, key, { range }).catch(sayMissing), patience)),
    stat: (key) =>
      at(key, "stat", async () => {
        const head = await headOf(door, key);
        return head && { bytes: head.bytes };
      }),
    check: ({ key, sha256, bytes }, signal) =>
      at(key, "check", async () => {
        const found = await hashObject(door, key, signal).catch(missingAs(() => null));
        if (!found) return "missing";
        return found.sha256 === sha256 && found.bytes === bytes ? "intact" : "altered";
      }),
    withFile: (key, use, signal) =>
      withObjectFile({
        door,
        key,
        use,
        signal,
        asRefusal: (work) => at(key, "withFile", () => work().catch(sayMissing)),
      }),
    async link(key, { method, seconds, disposition }) {
      keySegments(key);
      const Command = method === "GET" ? GetObjectCommand : HeadObjectCommand;
      const command = new Command({
        Bucket: account.bucket,
        Key: key,
        ResponseContentDisposition: disposition,
        ResponseContentType: "video/mp4",
      });
      const signedAt = new Date();
      const url = await getSignedUrl(door.signing, command, { expiresIn: seconds, signingDate: signedAt });
      const ends = [signedAt.getTime() + seconds * 1000, account.keyExpiresAt?.getTime() ?? Number.POSITIVE_INFINITY];
      return { url, expiresAt: new Date(Math.min(...ends)) };
    },
    signingEndsAt: account.keyExpiresAt,
    remove: (key) => at(key, "remove", () => removeObject(door, key)),
    async sweep({ keep }) {
      return at("sweep", "sweep", async () => {
        const listed: OpenUpload[] = [];
        for await (const upload of openUploads(door)) listed.push(upload);
        let ended = 0;
        for (const upload of listed) {
          if (!couldBeOurs(upload) || isUnderWay(upload) || (await keep(upload.key))) continue;
          if (await giveUp(door, upload)) ended += 1;
        }
        return ended;
      });
    },
  };
}

const sayMissing = (error: unknown): never => {
  throw isMissing(error) ? objectMissing() : error;
};

const missingAs =
  <T>(answer: () => T) =>
  (error: unknown): T => {
    if (isMissing(error)) return answer();
    throw error;
  };

/** Somebody else may use the bucket too, under names that no key of ours has. */
function couldBeOurs({ key }: OpenUpload): boolean {
  try {
    return keySegments(key).length > 0;
  } catch {
    return false;
  }
}
