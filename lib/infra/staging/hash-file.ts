import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";

const CHUNK = 1024 * 1024;

export interface FileHash {
  readonly sha256: string;
  readonly bytes: number;
}

/** What a file really holds: its sha256 in hex and its length, by reading all of it. Throws the signal's reason. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<FileHash> {
  const file = await open(path, "r");
  try {
    return await hashHandle(file, signal);
  } finally {
    await file.close();
  }
}

/** Two buffers take turns, so that one is read (in Node's thread pool) while the other is hashed. */
async function hashHandle(file: FileHandle, signal?: AbortSignal): Promise<FileHash> {
  const hash = createHash("sha256");
  let [current, next] = [Buffer.allocUnsafe(CHUNK), Buffer.allocUnsafe(CHUNK)];
  let bytes = 0;
  let { bytesRead } = await file.read(current, 0, CHUNK, 0);
  while (bytesRead > 0) {
    signal?.throwIfAborted();
    const ahead = file.read(next, 0, CHUNK, bytes + bytesRead);
    hash.update(current.subarray(0, bytesRead));
    bytes += bytesRead;
    bytesRead = (await ahead).bytesRead;
    [current, next] = [next, current];
  }
  return { sha256: hash.digest("hex"), bytes };
}
