import { constants, copyFile, link, rm } from "node:fs/promises";
import { join } from "node:path";
import { isErrno } from "@/lib/infra/files";
import { dataFolder } from "./data-folder";
import { diskRefusal } from "./disk-refusals";
import { hashFile } from "./hash-file";
import { partName, type Staged } from "./stage-source";
import type { StagedPart } from "./sweep-staging";

/**
 * Takes a file of the data dir that nobody changes any more into the staging folder, and hashes it by
 * reading all of it. A link where that is possible: nothing moves, and the original may go meanwhile.
 * Throws what the file system throws, and `storage_full`; then no part is left.
 */
export async function stageFile({ file, ...part }: StagedPart & { readonly file: string }): Promise<Staged> {
  const path = join(await dataFolder("staging"), partName(part));
  try {
    await rm(path, { force: true });
    await link(file, path).catch(async (error: unknown) => {
      if (!["EXDEV", "EPERM", "ENOTSUP", "EMLINK"].some((code) => isErrno(error, code))) throw error;
      await copyFile(file, path, constants.COPYFILE_EXCL);
    });
    return { path, ...(await hashFile(path)) };
  } catch (error) {
    await rm(path, { force: true });
    throw diskRefusal(error);
  }
}
