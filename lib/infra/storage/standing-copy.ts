import { log } from "@/lib/infra/log";
import { storageFailed } from "@/lib/infra/staging/disk-refusals";
import type { Storage } from "./contract";
import { storeNamed } from "./stores";

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
 * The first of the copies that stands where the record says, so that a film is still seen while one of
 * its stores is lost or silent. Throws `storage_failed` where none does.
 */
export async function standingCopy(copies: readonly PlacedCopy[]): Promise<StandingCopy> {
  for (const { store, key } of copies) {
    const storage = storeNamed(store);
    const found = await storage?.stat(key).catch((error: unknown) => {
      log.warn({ err: error, store, key }, "a store did not answer; the next copy is tried");
      return null;
    });
    if (storage && found) return { storage, key, bytes: found.bytes };
  }
  throw storageFailed("The stored file is not in its place. Somebody has to look.");
}
