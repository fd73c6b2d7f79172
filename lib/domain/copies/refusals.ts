import { Refusal } from "@/lib/core/refusal";
import type { MoveStatus } from "./contract";
import type { MoveMove } from "./lifecycle";

export const copiesNotYet = (id: string) =>
  new Refusal("conflict", "delivery_not_published", "Only a published delivery has copies.", { id });

export const storeUnknown = (name: string, known: readonly string[]) =>
  new Refusal("invalid", "store_unknown", `The settings name no store "${name}". They name: ${known.join(", ")}.`, {
    store: name,
  });

export const storeStillNamed = (name: string) =>
  new Refusal("conflict", "store_still_named", `The settings still name the store "${name}". Take it out first.`);

export const storeHasCopies = (name: string) =>
  new Refusal("conflict", "store_has_copies", `The store "${name}" has copies on record already: it is another one.`);

export const nothingOnRecord = (name: string) =>
  new Refusal("not_found", "store_unknown", `No copy is on record in a store "${name}".`);

export const sameStore = () =>
  new Refusal("invalid", "same_store", "Source and target are the same store. Name two different ones.");

export const moveNotFound = (id: string) =>
  new Refusal("not_found", "move_not_found", "There is no such move of stored objects.", { id });

export const moveRunning = (id: string) =>
  new Refusal("conflict", "move_running", "A move is running already. Wait until it ends, or stop it.", { id });

export const moveClosed = (move: MoveMove, status: MoveStatus) =>
  new Refusal("conflict", "invalid_state_transition", `A move that is ${status} cannot ${move}. Look again.`, {
    move,
    status,
  });

/** A worker whose move was stopped, or taken over by another: it writes nothing more. */
export const moveTakenOver = () =>
  new Refusal("stale", "stale", "This move was stopped, or another worker goes on with it.");

export const lastCopy = () =>
  new Refusal("conflict", "last_copy", "There is no other verified copy of this film, so this one stays.");
