import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isErrno } from "@/lib/infra/files";

/** Which of these folders are one and the same by two paths: through a symlink, or mounted in two places. */
export function samePlaces(folders: readonly string[]): (readonly [string, string])[] {
  const known = folders.map((folder) => ({ folder, path: truePath(folder), inode: inodeOf(folder) }));
  return known.flatMap((one, index) =>
    known
      .slice(index + 1)
      .filter(({ path, inode }) => path === one.path || (inode !== null && inode === one.inode))
      .map(({ folder }) => [one.folder, folder] as const),
  );
}

/** Where the folder is, or will be once it is made. */
function truePath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (error) {
    // One that cannot be looked at now is told by whoever wants to use it.
    if (!isErrno(error, "ENOENT") || folder === dirname(folder)) return folder;
    return join(truePath(dirname(folder)), basename(folder));
  }
}

/** A folder that is mounted in two places is one inode of one device. */
function inodeOf(folder: string): string | null {
  try {
    const { dev, ino } = statSync(folder, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}
