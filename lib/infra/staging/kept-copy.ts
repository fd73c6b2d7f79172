import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
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
