import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { log } from "@/lib/infra/log";
import { storageFailed } from "@/lib/infra/staging/disk-refusals";
import type { Storage } from "@/lib/infra/storage/contract";
import { stores } from "@/lib/infra/storage/stores";
import type { Errand } from "./look-at-copy";
import { areOnePlace } from "./one-place";
import { keepCopy } from "./operations/keep-copy";
import { withSoundSource, type Search } from "./sound-source";

/** Where a copy came to stand. */
export const placeIn = (storage: Storage, { film: { object } }: Errand) => ({
  key: object.key,
  location: storage.locationOf(object.key),
});

/** Writes a film into a store from wherever its bytes are sound; `put` reads back what it stored. Not on record yet. */
export function putInto(storage: Storage, errand: Errand): Promise<Search> {
  const { film, signal } = errand;
  return withSoundSource(storage, errand, async (file) => {
    await makeReady(storage, signal);
    await storage.put({ ...film.object, file, signal });
  });
}

/**
 * Takes a store into use of which the record knows no copy, where it is a place of its own. One that has copies on
 * record and looks empty is not mounted, and is left alone.
 */
async function makeReady(storage: Storage, signal: AbortSignal | undefined): Promise<void> {
  if (!(await claimNew(storage))) return;
  for (const other of stores()) {
    if (other.name === storage.name) continue;
    const same = await areOnePlace(other, storage, signal).catch((error: unknown) => {
      signal?.throwIfAborted();
      // What is wrong with either is told by whoever uses it.
      log.warn({ err: error, store: storage.name, other: other.name }, "two stores could not be told apart");
      return false;
    });
    if (same)
      throw storageFailed(`${storage.name} and ${other.name} are one place. Let STORAGE_REPLICAS name it once only.`);
  }
}

/** Claims a store of which the record knows no copy, and answers whether it is such a one. */
export async function claimNew(storage: Storage): Promise<boolean> {
  const known = await db().copy.findFirst({ where: { store: storage.name }, select: { store: true } });
  if (known) return false;
  await storage.claim();
  return true;
}

/** The same, and on record. */
export async function fillStore(storage: Storage, errand: Errand): Promise<Search> {
  const { film, caller, clock } = errand;
  const search = await putInto(storage, errand);
  if (search === "used")
    await perform(keepCopy, { id: film.id, store: storage.name, ...placeIn(storage, errand) }, caller, clock);
  return search;
}
