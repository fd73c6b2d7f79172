import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isErrno } from "@/lib/infra/files";
import { storageFailed } from "@/lib/infra/staging/disk-refusals";

/** The file that says that a folder is a store of this desk. No key of an object can have its name. */
export const MARK = "~marquee-store";

const TEXT =
  "Marquee keeps films in this folder. Without this file it takes the folder for a disk that is not mounted.\n";

/** Marks a folder that is there and empty. What a new disk brings, and hidden files, count for nothing. */
export async function claimFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch(missingAs(null));
  if (!names || names.some((name) => !name.startsWith(".") && name !== "lost+found")) return;
  await writeFile(join(folder, MARK), TEXT, { flag: "wx", flush: true }).catch((error: unknown) => {
    // Another worker was first.
    if (!isErrno(error, "EEXIST")) throw error;
  });
}

export async function isOurs(folder: string): Promise<boolean> {
  return (await stat(join(folder, MARK)).catch(missingAs(null))) !== null;
}

/** Throws `storage_failed` where the folder is not there or does not bear the mark. */
export async function mustBeOurs(folder: string): Promise<void> {
  if (await isOurs(folder)) return;
  throw storageFailed(
    `The folder ${folder} is not mounted, or is no store of this desk. Mount it; a new one has to be there and empty, or hold a file named ${MARK}.`,
  );
}

const missingAs =
  <T>(answer: T) =>
  (error: unknown): T => {
    if (isErrno(error, "ENOENT") || isErrno(error, "ENOTDIR")) return answer;
    throw error;
  };
