import { join } from "node:path";
import { dataFolder } from "./data-folder";

/** Where the bytes of an upload lie while they arrive, and until a delivery has taken them. */
export async function uploadPath(uploadId: string): Promise<string> {
  if (!/^upl_[0-9a-f]{32}$/.test(uploadId)) throw new Error("An upload's id is not fit to name a file.");
  return join(await dataFolder("uploads"), uploadId);
}
