import { SECOND } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { log } from "@/lib/infra/log";

/** At most one note a second: a person watches a bar, nothing depends on it. */
const EVERY = SECOND;

/**
 * Keeps `bytes_fetched` of a run roughly up to date. An observation, not an act of the desk: no
 * operation, no audit entry, no new revision; and a note that fails never fails the transfer.
 */
export function progressOf({ id, run }: { id: string; run: number }) {
  let last = 0;
  let underWay: Promise<unknown> = Promise.resolve();
  return {
    note(bytes: number, expected: number | null): void {
      if (Date.now() - last < EVERY) return;
      last = Date.now();
      underWay = underWay
        .then(() =>
          db().delivery.updateMany({
            where: { id, run, status: "fetching" },
            data: { bytesFetched: bytes, bytesExpected: expected },
          }),
        )
        .catch((error: unknown) => log.warn({ err: error, id }, "progress could not be noted"));
    },
    /** Resolves when no note is under way any more. */
    async stop(): Promise<void> {
      await underWay;
    },
  };
}
