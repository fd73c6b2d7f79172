import { type FileHandle, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { env } from "@/lib/infra/env";
import { diskRefusal } from "./disk-refusals";
import { makeSureOfRoom } from "./stage-source";

const CHUNK = 1024 * 1024;

interface CopyWhole {
  readonly from: string;
  readonly to: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Copies a file into one that is not there yet, piece by piece: whoever stops does not wait for a large film, and
 * no file system is asked to let two files share their blocks, which would be lost together. Throws `storage_full`
 * before the first byte where there is no room, and the signal's reason; half a copy is the caller's to remove.
 */
export async function copyWhole({ from, to, signal }: CopyWhole): Promise<void> {
  signal?.throwIfAborted();
  try {
    await seeToRoom(dirname(to), (await stat(from)).size);
    await copyPieces({ from, to, signal });
  } catch (error) {
    throw diskRefusal(error);
  }
}

/** A disk that the database and the logs have no part in may be filled to the last byte. */
async function seeToRoom(folder: string, bytes: number): Promise<void> {
  const [there, ours] = await Promise.all([stat(folder), stat(env().MARQUEE_DATA_DIR).catch(() => null)]);
  await makeSureOfRoom(folder, bytes, there.dev === ours?.dev ? {} : { reserve: 0 });
}

async function copyPieces({ from, to, signal }: CopyWhole): Promise<void> {
  const source = await open(from, "r");
  try {
    const target = await open(to, "wx", 0o640);
    try {
      await pump(source, target, signal);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function pump(source: FileHandle, target: FileHandle, signal: AbortSignal | undefined): Promise<void> {
  const piece = Buffer.allocUnsafe(CHUNK);
  for (let at = 0; ;) {
    signal?.throwIfAborted();
    const { bytesRead } = await source.read(piece, 0, CHUNK, at);
    if (bytesRead === 0) return;
    for (let done = 0; done < bytesRead;)
      done += (await target.write(piece, done, bytesRead - done, at + done)).bytesWritten;
    at += bytesRead;
  }
}
