import { log } from "@/lib/infra/log";
import { storageFailed } from "@/lib/infra/staging/disk-refusals";
import type { Storage } from "./contract";
import { stores } from "./stores";

/** Where a copy is on record: the store's name and the object's key. */
export interface PlacedCopy {
  readonly store: string;
  readonly key: string;
}

/** A copy that is truly there now. */
export interface StandingCopy {
  readonly storage: Storage;
  readonly key: string;
  readonly bytes: number;
}

/**
 * The first copy that stands where the record says, as long as it should be, the primary store's before the
 * replicas', so that a film is still seen while one of its stores is lost, cut short or silent. Throws
 * `storage_failed` where none does.
 */
export async function standingCopy(copies: readonly PlacedCopy[], bytes?: number): Promise<StandingCopy> {
  for (const storage of stores()) {
    const key = copies.find(({ store }) => store === storage.name)?.key;
    if (key === undefined) continue;
    const found = await storage.stat(key).catch((error: unknown) => {
      log.warn({ err: error, store: storage.name, object: key }, "a store did not answer; the next copy is tried");
      return null;
    });
    if (found && (bytes === undefined || found.bytes === bytes)) return { storage, key, bytes: found.bytes };
  }
  throw storageFailed("The stored file is not in its place. Somebody has to look.");
}
