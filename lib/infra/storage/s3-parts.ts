import { type CompletedPart, UploadPartCommand } from "@aws-sdk/client-s3";
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { collectYoung } from "@/lib/infra/staging/collect-young";
import type { PutObject } from "./contract";
import type { S3Door } from "./s3-door";
import { isUnknownToServer } from "./s3-faults";
import { fileChanged, type Sent } from "./s3-head";
import { signPayload } from "./s3-payload";
import type { OpenUpload } from "./s3-uploads";

/** S3 takes 10,000 parts at most, so a part grows with the largest files; whole MiB of it. */
const MOST_PARTS = 10_000;
const MIB = 1024 * 1024;
/** About so much may be on its way at once, and so many parts. */
const IN_FLIGHT_BYTES = 24 * MIB;
const IN_FLIGHT_PARTS = 3;
/** How much is sent between two looks for what the requests left lying about (see collectYoung). */
const LITTER = 32 * MIB;

interface Errand {
  readonly door: S3Door;
  readonly object: PutObject;
  readonly upload: OpenUpload;
}

interface Part {
  readonly number: number;
  readonly body: Buffer;
  /** In hex. One of them is enough; both as long as nobody knows which of them the server keeps. */
  readonly sha256: string | null;
  readonly md5: string | null;
}

export interface SentParts {
  /** As the server wants to hear of them at the end. */
  readonly answers: CompletedPart[];
  readonly parts: Sent["parts"];
}

/**
 * Sends a file's parts in lanes that take turns at reading, so that the file is hashed in order, and send
 * side by side. Throws where the file is not the promised one; then some parts may have arrived, but no
 * request is under way any more.
 */
export async function sendParts({ door, object, upload }: Errand): Promise<SentParts> {
  const partBytes = Math.max(door.account.partBytes, Math.ceil(object.bytes / MOST_PARTS / MIB) * MIB);
  const count = Math.ceil(object.bytes / partBytes);
  const lanes = Math.min(count, Math.max(1, Math.min(IN_FLIGHT_PARTS, Math.round(IN_FLIGHT_BYTES / partBytes))));
  const halt = new AbortController();
  const signal = object.signal ? AbortSignal.any([object.signal, halt.signal]) : halt.signal;
  const [sent, answers]: [Omit<Part, "body">[], CompletedPart[]] = [[], []];
  const file = await open(object.file, "r");
  const next = readerOf({ door, file, object, partBytes });
  let litter = 0;
  const lane = async () => {
    // Every lane has one buffer for all its parts: what a file needs does not grow with their number.
    const buffer = Buffer.allocUnsafeSlow(Math.min(partBytes, object.bytes));
    for (let part = await next(buffer); part; part = await next(buffer)) {
      const { number, sha256, md5 } = part;
      sent[number - 1] = { number, sha256, md5 };
      answers[number - 1] = await sendPart({ door, upload, part, signal });
      signal.throwIfAborted();
      litter += part.body.byteLength;
      if (litter < LITTER) continue;
      litter = 0;
      collectYoung();
    }
  };
  try {
    const running = Array.from({ length: lanes }, () => lane());
    for (const one of running) one.catch((error: unknown) => halt.abort(error));
    // All of them have to be over before the upload can be given up: a late part would bring it back.
    await Promise.allSettled(running);
    object.signal?.throwIfAborted();
    halt.signal.throwIfAborted();
    return { answers, parts: { sha256: composite(sent, "sha256"), etag: composite(sent, "md5") } };
  } finally {
    await file.close();
  }
}

/** What S3 says of an object in parts: the hash of the hashes of its parts, and how many there were. */
function composite(parts: readonly Omit<Part, "body">[], by: "sha256" | "md5"): string | null {
  const all = createHash(by);
  for (const part of parts) {
    const digest = part[by];
    if (digest === null) return null;
    all.update(digest, "hex");
  }
  return by === "md5" ? `"${all.digest("hex")}-${parts.length}"` : `${all.digest("base64")}-${parts.length}`;
}

/** Reads one part after the other into the buffers it is handed; with the last it is known whether the file is the promised one. */
function readerOf({
  door,
  file,
  object,
  partBytes,
}: {
  door: S3Door;
  file: FileHandle;
  object: PutObject;
  partBytes: number;
}) {
  const whole = createHash("sha256");
  let [number, at] = [0, 0];
  const read = async (buffer: Buffer): Promise<Part | null> => {
    if (at >= object.bytes) return null;
    const body = buffer.subarray(0, Math.min(partBytes, object.bytes - at));
    const { checksums } = door.knows;
    const hashes = {
      sha256: checksums === false ? null : createHash("sha256"),
      md5: checksums ? null : createHash("md5"),
    };
    for (let filled = 0; filled < body.byteLength;) {
      // In steps, so that the parts on their way are not kept waiting by the one that is hashed.
      const { bytesRead } = await file.read(body, filled, Math.min(MIB, body.byteLength - filled), at + filled);
      if (bytesRead === 0) throw fileChanged();
      const piece = body.subarray(filled, filled + bytesRead);
      for (const one of [whole, hashes.sha256, hashes.md5]) one?.update(piece);
      filled += bytesRead;
    }
    at += body.byteLength;
    number += 1;
    if (at === object.bytes && whole.digest("hex") !== object.sha256) throw fileChanged();
    return { number, body, sha256: hashes.sha256?.digest("hex") ?? null, md5: hashes.md5?.digest("hex") ?? null };
  };
  let turn: Promise<unknown> = Promise.resolve();
  return (buffer: Buffer): Promise<Part | null> => {
    const mine = turn.then(() => read(buffer));
    // Whoever waits for it hears of its failure; the others, when their turn comes, hear of the same.
    turn = mine;
    mine.catch(() => undefined);
    return mine;
  };
}

interface SendPart extends Pick<Errand, "door" | "upload"> {
  readonly part: Part;
  readonly signal: AbortSignal;
}

async function sendPart({ door, upload, part, signal }: SendPart): Promise<CompletedPart> {
  const { number, body, sha256, md5 } = part;
  const send = (checksum: string | null) =>
    door.ask(
      (options) => {
        const command = new UploadPartCommand({
          Bucket: door.bucket,
          Key: upload.key,
          UploadId: upload.uploadId,
          PartNumber: number,
          Body: body,
          ...(checksum !== null && { ChecksumSHA256: Buffer.from(checksum, "hex").toString("base64") }),
          ...(md5 !== null && { ContentMD5: Buffer.from(md5, "hex").toString("base64") }),
        });
        signPayload(command, sha256 ?? "UNSIGNED-PAYLOAD");
        return door.writing.send(command, options);
      },
      { signal, bytes: body.byteLength },
    );
  const answer = await send(sha256).catch((error: unknown) => {
    if (!isUnknownToServer(error) || sha256 === null || md5 === null) throw error;
    door.knows.checksums = false;
    return send(null);
  });
  door.knows.checksums ??= answer.ChecksumSHA256 !== undefined;
  return { PartNumber: number, ETag: answer.ETag, ChecksumSHA256: answer.ChecksumSHA256 };
}
