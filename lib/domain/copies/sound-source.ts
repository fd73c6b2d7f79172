import { stat } from "node:fs/promises";
import { Refusal } from "@/lib/core/refusal";
import { isErrno } from "@/lib/infra/files";
import { log } from "@/lib/infra/log";
import { copyApart } from "@/lib/infra/staging/copy-apart";
import { hashFile } from "@/lib/infra/staging/hash-file";
import { keptPath } from "@/lib/infra/staging/kept-copy";
import type { ObjectFacts, Standing, Storage } from "@/lib/infra/storage/contract";
import { primaryStore, stores } from "@/lib/infra/storage/stores";
import { noteTrouble, troubleOf } from "./looks";
import { noteStanding, type Errand } from "./look-at-copy";

/** How a search for sound bytes ended: they were used, there are none, or a store that may have them did not answer. */
export type Search = "used" | "none" | "unanswered";

/**
 * Hands a file with exactly the film's bytes to `use`: the staging copy while it is kept, else a copy that
 * stands in another store than `target`. Each is read and hashed before it is used, the staging copy too: it may
 * be the same file as a stored one, and spoiled with it. A copy that turns out to be lost is noted as such.
 * Throws what `use` throws, and the signal's reason.
 */
export async function withSoundSource(
  target: Storage,
  errand: Errand,
  use: (file: string) => Promise<void>,
): Promise<Search> {
  const { film, signal } = errand;
  const kept = await keptPath(film.id);
  let unanswered = false;
  const soundlyKept = await isSound(kept, film.object, signal).catch((error: unknown) => {
    signal?.throwIfAborted();
    log.warn({ err: error, delivery: film.id }, "a staging copy could not be read");
    unanswered = true;
    return false;
  });
  if (soundlyKept) {
    await use(kept);
    return "used";
  }
  for (const storage of stores()) {
    const copy = film.copies.find(({ store, state }) => store === storage.name && state === "verified");
    if (!copy || storage.name === target.name) continue;
    signal?.throwIfAborted();
    const found = await useCopy({ storage, target, film, signal, use });
    if (found === "used") return found;
    if (typeof found === "string") await noteStanding(copy, found, errand);
    else {
      unanswered = true;
      await noteTrouble(copy, troubleOf(found.error, storage.name), errand.clock.now ?? new Date());
    }
  }
  return unanswered ? "unanswered" : "none";
}

interface UseCopy extends Pick<Errand, "film" | "signal"> {
  readonly storage: Storage;
  readonly target: Storage;
  readonly use: (file: string) => Promise<void>;
}

async function useCopy({
  storage,
  target,
  film: { id, object },
  signal,
  use,
}: UseCopy): Promise<"used" | Exclude<Standing, "intact"> | { error: unknown }> {
  let sound = false;
  try {
    const look = async (file: string) => {
      sound = await isSound(file, object, signal);
      if (!sound) return;
      // The primary store of the data dir links what it is given, and two names of one file are one copy.
      const apart = storage.driver === "local" && target.driver === "local" && target.name === primaryStore().name;
      await (apart ? copyApart({ deliveryId: id, file, signal }, use) : use(file));
    };
    await storage.withFile(object.key, look, signal);
    return sound ? "used" : "altered";
  } catch (error) {
    signal?.throwIfAborted();
    if (sound) throw error;
    return error instanceof Refusal && error.code === "object_missing" ? "missing" : { error };
  }
}

/**
 * Whether a file is there and holds the film: all of it is read, unless its length says no. One that cannot be read
 * may hold it all the same, so that is thrown; and the signal's reason.
 */
async function isSound(
  file: string,
  { bytes, sha256 }: ObjectFacts,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    if ((await stat(file)).size !== bytes) return false;
    return (await hashFile(file, signal)).sha256 === sha256;
  } catch (error) {
    if (isErrno(error, "ENOENT")) return false;
    throw error;
  }
}
