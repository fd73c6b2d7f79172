import { rm } from "node:fs/promises";
import { join } from "node:path";
import { copyWhole } from "./copy-whole";
import { dataFolder } from "./data-folder";
import { partName } from "./stage-source";

/** No transfer has this run, so the name is nobody else's. */
const RUN = 0;

interface CopyApart {
  readonly deliveryId: string;
  readonly file: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Hands a copy of a file to `use` that shares nothing with it, and removes it afterwards. One at a time for each
 * delivery. Throws `storage_full` where there is no room for it, the signal's reason, and what `use` throws.
 */
export async function copyApart(
  { deliveryId, file, signal }: CopyApart,
  use: (copy: string) => Promise<void>,
): Promise<void> {
  const path = join(await dataFolder("staging"), partName({ deliveryId, run: RUN }));
  try {
    await rm(path, { force: true });
    await copyWhole({ from: file, to: path, signal });
    await use(path);
  } finally {
    await rm(path, { force: true });
  }
}
