import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder } from "./data-folder";

/** Which run of which delivery a staged file belongs to. */
export interface StagedPart {
  readonly deliveryId: string;
  readonly run: number;
}

/**
 * Removes staged parts that nobody wants any more and answers their names. `keep` is asked for each
 * part once the folder is listed: a run is on record before it opens its file, so a run that begins
 * meanwhile is either not in the list or known to `keep`.
 */
export async function sweepStaging({ keep }: { keep: (part: StagedPart) => Promise<boolean> }): Promise<string[]> {
  const folder = await dataFolder("staging");
  const removed: string[] = [];
  for (const name of await readdir(folder)) {
    const [, deliveryId, run] = /^([A-Za-z0-9_-]+)\.(\d+)\.part$/.exec(name) ?? [];
    if (deliveryId === undefined || (await keep({ deliveryId, run: Number(run) }))) continue;
    await rm(join(folder, name), { force: true });
    removed.push(name);
  }
  return removed;
}
