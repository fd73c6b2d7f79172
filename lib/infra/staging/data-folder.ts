import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/infra/env";

/** The folders of the data dir that hold bytes: what browsers send, files being verified, stored objects, poster frames. */
export type DataFolder = "uploads" | "staging" | "storage" | "posters";

/** The path of a folder of `MARQUEE_DATA_DIR`, which is there when this returns. */
export async function dataFolder(name: DataFolder): Promise<string> {
  const path = join(env().MARQUEE_DATA_DIR, name);
  await mkdir(path, { recursive: true });
  return path;
}
