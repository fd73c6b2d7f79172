import type { Caller } from "@/lib/core/caller";
import { perform, type PerformOptions } from "@/lib/infra/operation";
import type { Standing, Storage } from "@/lib/infra/storage/contract";
import { noteIntact, noteStillLost, noteTrouble, troubleOf } from "./looks";
import { keepCopy } from "./operations/keep-copy";
import { noteLost } from "./operations/note-lost";
import type { CopyRow, StoredFilm } from "./store";

/** Who is at work on a film's copies, and with which clock. */
export interface Errand {
  readonly film: StoredFilm;
  readonly caller: Caller;
  readonly clock: PerformOptions;
  readonly signal: AbortSignal | undefined;
}

/**
 * Reads one copy again in full and keeps what came of it. Null where the store could not say: then the record
 * keeps why, and the state of the look before. Throws the signal's reason.
 */
export async function lookAtCopy(storage: Storage, copy: CopyRow, errand: Errand): Promise<Standing | null> {
  const { film, clock, signal } = errand;
  const now = clock.now ?? new Date();
  let standing: Standing;
  try {
    standing = await storage.check(film.object, signal);
  } catch (error) {
    signal?.throwIfAborted();
    await noteTrouble(copy, troubleOf(error, storage.name), now);
    return null;
  }
  await noteStanding(copy, standing, errand);
  return standing;
}

/** What a look found, on record: the loss and its end are acts that are told, everything else is noted. */
export async function noteStanding(copy: CopyRow, standing: Standing, { film, caller, clock }: Errand): Promise<void> {
  const { store, key, location } = copy;
  const [now, wasLost] = [clock.now ?? new Date(), copy.state !== "verified"];
  if (standing === "intact" && wasLost) await perform(keepCopy, { id: film.id, store, key, location }, caller, clock);
  else if (standing === "intact") await noteIntact(copy, now);
  else if (wasLost) await noteStillLost(copy, standing, now);
  else await perform(noteLost, { id: film.id, store, finding: standing }, caller, clock);
}
