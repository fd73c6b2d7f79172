import { createHash } from "node:crypto";
import { open, rm, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { failpoint } from "@/lib/infra/failpoint";
import type { Source } from "@/lib/infra/outbound/open-source";
import { dataFolder } from "./data-folder";
import { diskRefusal, storageFull } from "./disk-refusals";
import { PartWriter } from "./part-writer";
import type { StagedPart } from "./sweep-staging";

/** Left free for the database and the logs, which live on the same disk by default. */
const RESERVE = 64 * 1024 * 1024;

/** How often there is another look at the room left: a source need not say its length, and others write too. */
const CHECK = 64 * 1024 * 1024;

/** Past so many bytes a test's worker is in the middle of a fetch. */
const STEP = 1024 * 1024;

export interface Staged {
  readonly path: string;
  readonly bytes: number;
  /** In hex, computed while the bytes arrived. */
  readonly sha256: string;
}

export interface StageSource extends StagedPart {
  readonly source: Pick<Source, "body" | "length" | "close">;
  /** Told how many bytes have arrived, with every chunk: it has to be cheap. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Streams a source into the staging folder, hashing as it goes. The file is not synced: nothing relies
 * on it after a power cut, and a storage driver that links it syncs it while it verifies, when the
 * machine has time. Throws what the source throws, `storage_full` when there is no room (before the
 * first byte where the length is known), and the signal's reason. Whatever it throws, no file is left
 * and the source is closed.
 */
export async function stageSource({ source, onProgress, signal, ...part }: StageSource): Promise<Staged> {
  try {
    const folder = await dataFolder("staging");
    if (source.length !== null) await makeSureOfRoom(folder, source.length);
    const path = join(folder, partName(part));
    try {
      return { path, ...(await writeDown({ path, body: source.body, onProgress, signal })) };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  } catch (error) {
    throw diskRefusal(error);
  } finally {
    await source.close();
  }
}

/** Every run of a delivery writes a file of its own. */
export function partName({ deliveryId, run }: StagedPart): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(deliveryId)) throw new Error("A delivery's id is not fit to name a file.");
  return `${deliveryId}.${run}.part`;
}

/** Throws `storage_full` where the disk that holds the folder has no room for so many bytes more, and a reserve. */
export async function makeSureOfRoom(folder: string, bytes: number, { reserve = RESERVE } = {}): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes + reserve) throw storageFull();
}

interface WriteDown extends Pick<StageSource, "onProgress" | "signal"> {
  readonly path: string;
  readonly body: AsyncIterable<Uint8Array>;
}

async function writeDown({ path, body, onProgress, signal }: WriteDown): Promise<Omit<Staged, "path">> {
  const hash = createHash("sha256");
  const file = await open(path, "w", 0o640);
  const writer = new PartWriter(file);
  try {
    let bytes = 0;
    let checked = 0;
    for await (const chunk of body) {
      signal?.throwIfAborted();
      hash.update(chunk);
      bytes += chunk.byteLength;
      await writer.add(chunk);
      onProgress?.(bytes);
      if (bytes >= STEP) failpoint("delivery-mid-fetch");
      if (bytes - checked < CHECK) continue;
      checked = bytes;
      await makeSureOfRoom(dirname(path), 0);
    }
    await writer.finish();
    failpoint("delivery-mid-fetch");
    return { bytes, sha256: hash.digest("hex") };
  } finally {
    await writer.settle();
    await file.close();
  }
}
