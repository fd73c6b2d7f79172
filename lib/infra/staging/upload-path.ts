import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isErrno } from "@/lib/infra/files";
import { dataFolder } from "./data-folder";

/** Where the bytes of an upload lie while they arrive, and until a delivery has taken them. */
export async function uploadPath(uploadId: string): Promise<string> {
  if (!isUploadId(uploadId)) throw new Error("An upload's id is not fit to name a file.");
  return join(await dataFolder("uploads"), uploadId);
}

/** How many bytes of an upload have arrived; 0 where there is no file of it. */
export async function uploadSize(uploadId: string): Promise<number> {
  try {
    return (await stat(await uploadPath(uploadId))).size;
  } catch (error) {
    if (isErrno(error, "ENOENT")) return 0;
    throw error;
  }
}

/** Removes the bytes of an upload; nothing there is no error. */
export async function dropUpload(uploadId: string): Promise<void> {
  await rm(await uploadPath(uploadId), { force: true });
}

/**
 * Removes every file of the uploads folder that `keep` does not want, and answers their names. It is asked
 * once the folder is listed: an upload is on record before its file is made, so one that begins meanwhile
 * is either not in the list or known to `keep`.
 */
export async function sweepUploadFiles(keep: (uploadIds: string[]) => Promise<ReadonlySet<string>>): Promise<string[]> {
  const folder = await dataFolder("uploads");
  const names = await readdir(folder);
  const kept = await keep(names.filter(isUploadId));
  const unwanted = names.filter((name) => !kept.has(name));
  for (const name of unwanted) await rm(join(folder, name), { force: true, recursive: true });
  return unwanted;
}

const isUploadId = (text: string) => /^upl_[0-9a-f]{32}$/.test(text);
