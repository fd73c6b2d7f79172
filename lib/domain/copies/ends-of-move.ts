import { Refusal } from "@/lib/core/refusal";
import type { Storage } from "@/lib/infra/storage/contract";
import { storeNamed } from "@/lib/infra/storage/stores";
import { claimNew } from "./fill-store";
import { areOnePlace } from "./one-place";
import type { MoveRow } from "./store";

export interface Ends {
  readonly source: Storage;
  readonly target: Storage;
  /** Why nothing may be moved between them, in a sentence; null where all is well. */
  readonly obstacle: string | null;
}

const ONE_PLACE =
  "Source and target are one place by two names. Nothing was moved; let the settings name it once only.";

/**
 * Both stores of a move, once it is known that what is removed from one does not go from the other. Throws
 * `storage_failed` where one of them cannot be used, and the signal's reason.
 */
export async function endsOf(move: MoveRow, signal: AbortSignal | undefined): Promise<Ends> {
  const [source, target] = [storeNamed(move.source), storeNamed(move.target)];
  if (!source || !target) throw storesGone();
  await claimNew(target);
  return { source, target, obstacle: (await areOnePlace(source, target, signal)) ? ONE_PLACE : null };
}

const storesGone = () =>
  new Refusal("unavailable", "storage_failed", "The settings of this worker do not name both stores of the move.");
