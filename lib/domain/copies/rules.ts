import { HOUR } from "@/lib/core/time";

/** How long a copy that is lost, or that could not be read, is left alone before the next try. */
export const TRY_AGAIN_AFTER = HOUR;

/** A move as far as it says whether a store is being filled or emptied. */
export interface MoveEnds {
  readonly source: string;
  readonly target: string;
  readonly removeSource: boolean;
  readonly createdAt: Date;
}

/**
 * Since when a store is emptied on purpose: the newest move that filled or emptied it took its copies away.
 * Films that were published before that are not copied back, although the settings still name the store; a
 * move into it brings them back. Null where it is filled as usual.
 */
export function emptiedAt(store: string, newestFirst: readonly MoveEnds[]): Date | null {
  const last = newestFirst.find(
    ({ source, target, removeSource }) => target === store || (source === store && removeSource),
  );
  return last?.source === store ? last.createdAt : null;
}

/** Whether a film that has no copy in a store on record gets one there. */
export const isWanted = ({ publishedAt, emptied }: { publishedAt: Date; emptied: Date | null }) =>
  emptied === null || publishedAt > emptied;

/** The driver of a store that the settings name no more, as its name tells it. */
export const driverOf = (store: string) => (store.startsWith("s3:") ? "s3" : "local");
