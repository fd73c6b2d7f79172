import { insideCaller } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import { log } from "@/lib/infra/log";
import type { PerformOptions } from "@/lib/infra/operation";
import type { Storage } from "@/lib/infra/storage/contract";
import { stores } from "@/lib/infra/storage/stores";
import { aloneWith } from "../alone";
import { fillStore } from "../fill-store";
import { lookAtCopy, type Errand } from "../look-at-copy";
import { noteTrouble, troubleOf } from "../looks";
import { movesForRules } from "../queries";
import { emptiedAt, isWanted } from "../rules";
import { findFilm } from "../store";

export interface Working extends PerformOptions {
  readonly signal?: AbortSignal;
}

const NO_SOURCE = "No sound copy is left to write this one from. Put the file back, or deliver the film again.";
const UNANSWERED = "The stores that have this film did not answer, so no copy could be made of it.";

/**
 * Brings a published film to one verified copy in every store: makes what lacks, and writes what was lost
 * anew. May be done twice, and may die at any line. Throws at the end where a store or every source did not
 * answer, so that the queue tries again; a film of which nothing sound is left says so and waits.
 */
export async function replicateCopies(
  { deliveryId }: { readonly deliveryId: string },
  { signal, ...clock }: Working = {},
): Promise<void> {
  const caller = insideCaller("worker", `${deliveryId}.copies`);
  const troubles = await aloneWith(deliveryId, () => bringAll({ deliveryId, caller, clock, signal }), signal);
  if (troubles.length > 0) throw new Error(troubles.join(" "));
}

/** One store after the other, until each has its copy or has been tried in vain. Answers what should be tried again. */
async function bringAll({
  deliveryId,
  ...rest
}: Omit<Errand, "film"> & { readonly deliveryId: string }): Promise<readonly string[]> {
  let tried = new Map<string, Brought>();
  // Each pass either tries a store for the first time or comes after a copy that was made: a source that turns out
  // to be lost lacks too, and what was found sound may heal what had no source before.
  for (let passes = stores().length * 3; passes > 0; passes -= 1) {
    const film = await findFilm(db(), deliveryId);
    if (!film) return [];
    const errand = { film, ...rest };
    const next = (await lacking(errand)).find(({ name }) => !tried.has(name));
    if (!next) break;
    const brought = await bring(next, errand);
    if (brought.done) tried = new Map();
    else tried.set(next.name, brought);
  }
  return [...tried.values()].map(({ again }) => again).filter((again) => again !== null);
}

interface Brought {
  readonly done: boolean;
  /** What should be tried again, in a sentence; null where trying changes nothing. */
  readonly again: string | null;
}

const DONE: Brought = { done: true, again: null };

/** The stores without a verified copy that are to have one. */
async function lacking({ film }: Errand): Promise<Storage[]> {
  const moves = await movesForRules(db());
  return stores().filter(({ name }) => {
    const copy = film.copies.find(({ store }) => store === name);
    if (copy) return copy.state !== "verified";
    return isWanted({ publishedAt: film.publishedAt, emptied: emptiedAt(name, moves) });
  });
}

async function bring(storage: Storage, errand: Errand): Promise<Brought> {
  const { film, clock, signal } = errand;
  const copy = film.copies.find(({ store }) => store === storage.name);
  const now = clock.now ?? new Date();
  try {
    const search = await fillStore(storage, errand);
    if (search === "used") return DONE;
    // Somebody may have put it back by hand.
    if (copy && (await lookAtCopy(storage, copy, errand)) === "intact") return DONE;
    if (search === "unanswered") return { done: false, again: UNANSWERED };
    log.error({ alert: true, delivery: film.id, store: storage.name }, "no sound copy of a film is left");
    if (copy) await noteTrouble(copy, NO_SOURCE, now);
    return { done: false, again: null };
  } catch (error) {
    signal?.throwIfAborted();
    const trouble = troubleOf(error, storage.name);
    if (copy) await noteTrouble(copy, trouble, now);
    return { done: false, again: `${storage.name}: ${trouble}` };
  }
}
