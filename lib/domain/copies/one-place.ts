import { createHash, randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder } from "@/lib/infra/staging/data-folder";
import { FETCHED_ENDING } from "@/lib/infra/staging/sweep-staging";
import type { Storage } from "@/lib/infra/storage/contract";

const BYTES = 32;

/**
 * Whether two stores are one place by two names: the same bucket under two hosts, say. A small object is put into
 * `target`, where the films of a move go anyway, and looked for in `source`; it is gone when this returns. Throws
 * what the stores throw, and the signal's reason.
 */
export async function areOnePlace(source: Storage, target: Storage, signal?: AbortSignal): Promise<boolean> {
  const [bytes, name] = [randomBytes(BYTES), randomBytes(16).toString("hex")];
  // One that a killed worker leaves in staging goes with what was fetched from stores; no film has such a key.
  const file = join(await dataFolder("staging"), `${name}${FETCHED_ENDING}`);
  const key = `marquee-probe-${name}`;
  await writeFile(file, bytes);
  try {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    await target.put({ key, file, sha256, bytes: BYTES, signal });
    return (await source.stat(key)) !== null;
  } finally {
    await rm(file, { force: true });
    await target.remove(key).catch(() => undefined);
  }
}
