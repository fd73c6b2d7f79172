import { rm } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder } from "./data-folder";
import { partName } from "./stage-source";
import type { StagedPart } from "./sweep-staging";

/** Removes what a run staged; nothing there is no error. */
export async function dropStaged(part: StagedPart): Promise<void> {
  await rm(join(await dataFolder("staging"), partName(part)), { force: true });
}
