import { AbortMultipartUploadCommand, ListMultipartUploadsCommand, ListPartsCommand } from "@aws-sdk/client-s3";
import { log } from "@/lib/infra/log";
import type { S3Door } from "./s3-door";
import { isMissing, whatWasSaid } from "./s3-faults";

export interface OpenUpload {
  readonly key: string;
  readonly uploadId: string;
}

/** The uploads of this process, so that none of them is taken for a leftover. */
export const underWay = new Set<string>();

export const isUnderWay = ({ uploadId }: OpenUpload) => underWay.has(uploadId);

/** Open uploads of this key that are not ours and have no parts: those whose name was lost. The sweep gets what this misses. */
export async function dropOrphans(door: S3Door, key: string): Promise<void> {
  try {
    for await (const upload of openUploads(door, key)) {
      if (upload.key !== key || isUnderWay(upload)) continue;
      const command = new ListPartsCommand({ Bucket: door.bucket, Key: key, UploadId: upload.uploadId, MaxParts: 1 });
      const { Parts: parts = [] } = await door.ask((options) => door.writing.send(command, options));
      if (parts.length === 0) await giveUp(door, upload);
    }
  } catch (error) {
    log.warn(
      { ...whatWasSaid(error), store: door.name, object: key },
      "an upload may stand open; the sweep looks for it later",
    );
  }
}

export async function* openUploads(door: S3Door, prefix?: string): AsyncGenerator<OpenUpload> {
  let page: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | undefined = {};
  while (page) {
    const command: ListMultipartUploadsCommand = new ListMultipartUploadsCommand({
      Bucket: door.bucket,
      ...(prefix !== undefined && { Prefix: prefix }),
      ...page,
    });
    const answer = await door.ask((options) => door.writing.send(command, options));
    for (const { Key: key, UploadId: uploadId } of answer.Uploads ?? []) {
      if (key !== undefined && uploadId !== undefined) yield { key, uploadId };
    }
    page = answer.IsTruncated
      ? { KeyMarker: answer.NextKeyMarker, UploadIdMarker: answer.NextUploadIdMarker }
      : undefined;
  }
}

/** Ends an upload, removes its parts and says whether that is certain. Not for the caller's signal to stop: it may be the reason. */
export async function giveUp(door: S3Door, { key, uploadId }: OpenUpload): Promise<boolean> {
  const upload = { Bucket: door.bucket, Key: key, UploadId: uploadId };
  try {
    for (let nth = 1; nth <= door.patience.tries; nth += 1) {
      const abort = new AbortMultipartUploadCommand(upload);
      await door.ask((options) => door.writing.send(abort, options)).catch(unlessMissing);
      // A part that arrived at the same moment may have been missed.
      const look = new ListPartsCommand({ ...upload, MaxParts: 1 });
      if (!(await door.ask((options) => door.writing.send(look, options)).catch(unlessMissing))) return true;
    }
  } catch (error) {
    log.warn(
      { ...whatWasSaid(error), store: door.name, object: key },
      "an upload could not be ended; the sweep tries again later",
    );
  }
  return false;
}

function unlessMissing(error: unknown): undefined {
  if (isMissing(error)) return undefined;
  throw error;
}
