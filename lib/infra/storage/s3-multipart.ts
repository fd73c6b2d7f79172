import { type CompletedPart, CompleteMultipartUploadCommand, CreateMultipartUploadCommand } from "@aws-sdk/client-s3";
import { failpoint } from "@/lib/infra/failpoint";
import type { PutObject } from "./contract";
import type { S3Door } from "./s3-door";
import { isMissing, isOvertaken, isPassing, isUnknownToServer } from "./s3-faults";
import { type Condition, conditionFailedUs, conditionOn, type Head, headOf, type Sent } from "./s3-head";
import { sendParts } from "./s3-parts";
import { dropOrphans, giveUp, type OpenUpload, underWay } from "./s3-uploads";

/** In parts, of which a few travel at the same time. Whatever goes wrong, the upload is given up and nothing stays. */
export async function sendInParts(door: S3Door, object: PutObject, there: Head | null): Promise<Sent> {
  const upload = await begin(door, object);
  underWay.add(upload.uploadId);
  try {
    const { answers, parts } = await sendParts({ door, object, upload });
    if (object.failpointPrefix) failpoint(`${object.failpointPrefix}-after-link`);
    return { etag: await complete({ door, object, upload, answers, there }), parts };
  } catch (error) {
    await giveUp(door, upload);
    throw error;
  } finally {
    underWay.delete(upload.uploadId);
  }
}

/** Not simply asked again: where the answer was lost, an upload stands open that nobody knows of. */
async function begin(door: S3Door, { key, sha256, signal }: PutObject): Promise<OpenUpload> {
  for (let nth = 1; ;) {
    const command = new CreateMultipartUploadCommand({
      Bucket: door.bucket,
      Key: key,
      ContentType: "video/mp4",
      Metadata: { sha256 },
      ...(door.knows.checksums !== false && { ChecksumAlgorithm: "SHA256" }),
    });
    try {
      const { UploadId: uploadId } = await door.ask((options) => door.writing.send(command, options), {
        signal,
        tries: 1,
      });
      if (uploadId === undefined) throw new Error("The store began an upload and did not name it.");
      return { key, uploadId };
    } catch (error) {
      if (isUnknownToServer(error) && door.knows.checksums !== false) {
        door.knows.checksums = false;
        continue;
      }
      if (!isPassing(error) && !signal?.aborted) throw error;
      await dropOrphans(door, key);
      signal?.throwIfAborted();
      if (nth >= door.patience.tries) throw error;
      await door.pause(nth, signal);
      nth += 1;
    }
  }
}

/** Answers the new object's ETag. */
async function complete({
  door,
  object,
  upload,
  answers,
  there,
}: {
  door: S3Door;
  object: PutObject;
  upload: OpenUpload;
  answers: CompletedPart[];
  there: Head | null;
}): Promise<string | undefined> {
  const { signal } = object;
  const send = (condition: Condition) => {
    const command = new CompleteMultipartUploadCommand({
      Bucket: door.bucket,
      Key: upload.key,
      UploadId: upload.uploadId,
      MultipartUpload: { Parts: answers },
      ...condition,
    });
    return door.ask((options) => door.writing.send(command, options), { signal });
  };
  try {
    const asked = conditionOn(door, there);
    const answer = await send(asked).catch(async (error: unknown) => {
      if (await conditionFailedUs(door, { error, asked, key: upload.key, there })) return send({});
      throw error;
    });
    return answer.ETag;
  } catch (error) {
    signal?.throwIfAborted();
    // Done, and its answer lost; then the upload is gone, or the condition holds no more. What stands there is verified next.
    if (!isPassing(error) && !isMissing(error) && !isOvertaken(error)) throw error;
    const now = await headOf(door, upload.key, signal);
    if (now?.bytes === object.bytes && now.etag !== there?.etag) return now.etag;
    throw error;
  }
}
