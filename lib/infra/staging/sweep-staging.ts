import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder } from "./data-folder";

/** Which run of which delivery a staged file belongs to. */
export interface StagedPart {
  readonly deliveryId: string;
  readonly run: number;
}

/** How names end of what was fetched from a store to be looked at and then removed (`Storage.withFile`). */
export const FETCHED_ENDING = ".fetched";
/** Nobody looks at a file for so long, or fetches one without writing to it. */
const FETCHED_MS = 24 * 60 * 60 * 1000;

/**
 * Removes staged parts that nobody wants any more and answers their names. `keep` is asked for each
 * part once the folder is listed: a run is on record before it opens its file, so a run that begins
 * meanwhile is either not in the list or known to `keep`. A file that was
 * fetched from a store goes when nobody has written to it for a day: it belongs to no run.
 */
export async function sweepStaging({ keep }: { keep: (part: StagedPart) => Promise<boolean> }): Promise<string[]> {
  const folder = await dataFolder("staging");
  const removed: string[] = [];
  for (const name of await readdir(folder)) {
    if (name.endsWith(FETCHED_ENDING)) {
      if (!(await isOld(join(folder, name)))) continue;
      await rm(join(folder, name), { force: true });
      removed.push(name);
      continue;
    }
    const [, deliveryId, run] = /^([A-Za-z0-9_-]+)\.(\d+)\.part$/.exec(name) ?? [];
    if (deliveryId === undefined || (await keep({ deliveryId, run: Number(run) }))) continue;
    await rm(join(folder, name), { force: true });
    removed.push(name);
  }
  return removed;
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > FETCHED_MS;
}
