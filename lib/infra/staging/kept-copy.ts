import { readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isErrno } from "@/lib/infra/files";
import { dataFolder } from "./data-folder";
import { partName } from "./stage-source";
import type { StagedPart } from "./sweep-staging";

/** Where the staging copy of a published delivery stays until its time is over. */
export async function keptPath(deliveryId: string): Promise<string> {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(deliveryId)) throw new Error("A delivery's id is not fit to name a file.");
  return join(await dataFolder("staging"), `${deliveryId}.mp4`);
}

/** Makes the part of a run that went well the delivery's staging copy, in place of an older one. */
export async function keepStaged(part: StagedPart): Promise<void> {
  await rename(join(await dataFolder("staging"), partName(part)), await keptPath(part.deliveryId));
}

/** Removes a staging copy; nothing there is no error. */
export async function dropKept(deliveryId: string): Promise<void> {
  await rm(await keptPath(deliveryId), { force: true });
}

/** The staging copies that are there, and when each came by its name: of a file that was linked, its bytes may be far older. */
export async function keptCopies(): Promise<{ readonly deliveryId: string; readonly changedAt: Date }[]> {
  const folder = await dataFolder("staging");
  const found = [];
  for (const name of await readdir(folder)) {
    const [, deliveryId] = /^(dist_[0-9a-f]{20})\.mp4$/.exec(name) ?? [];
    if (deliveryId === undefined) continue;
    const file = await stat(join(folder, name)).catch((error: unknown) => {
      if (isErrno(error, "ENOENT")) return null;
      throw error;
    });
    if (file) found.push({ deliveryId, changedAt: file.ctime });
  }
  return found;
}
