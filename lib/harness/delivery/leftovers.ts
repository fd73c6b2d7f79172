import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { isErrno } from "@/lib/infra/files";

/** Every file below a folder, by its path from there; none where there is no folder. */
export function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .toSorted();
  } catch (error) {
    if (isErrno(error, "ENOENT")) return [];
    throw error;
  }
}

/** What runs left half-made below a desk's files: parts in staging, and objects under a temporary name. */
export function halfMade(filesDir: string): string[] {
  return [
    ...filesBelow(join(filesDir, "staging")).filter((name) => name.endsWith(".part")),
    ...filesBelow(join(filesDir, "storage")).filter((name) => name.includes("~")),
  ];
}
