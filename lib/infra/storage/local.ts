import { randomBytes } from "node:crypto";
import { link, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { failpoint } from "@/lib/infra/failpoint";
import { isErrno } from "@/lib/infra/files";
import { copyWhole } from "@/lib/infra/staging/copy-whole";
import { diskRefusal, storageFailed } from "@/lib/infra/staging/disk-refusals";
import { hashFile } from "@/lib/infra/staging/hash-file";
import { keySegments, objectMissing, type ObjectFacts, type PutObject, type Storage } from "./contract";
import { claimFolder, isOurs, MARK, mustBeOurs } from "./mounted-folder";
import { readFileStream } from "./read-file-stream";

/** No key can contain it, so a temporary name is never the name of an object. */
const TEMPORARY = "~";

interface LocalStore {
  readonly name: string;
  /**
   * How a file gets in. A link costs nothing where the staging folder is on the same file system; a
   * replica is always copied, because two names of one file are lost together.
   */
  readonly from: "linked" | "copied";
  /** Whether the folder may be a disk that is not mounted now: then it is used only where it bears the desk's mark. */
  readonly mounted?: boolean;
}

/** Objects as files below `root`, by their keys. */
export function localStorage(root: string, { name, from, mounted = false }: LocalStore): Storage {
  const pathOf = (key: string) => join(root, ...keySegments(key));
  const mustStand = async (key: string) => {
    const found = await stat(pathOf(key)).catch(missingAsNull);
    if (!found?.isFile()) throw objectMissing();
    return pathOf(key);
  };
  const mustBeThere = () => (mounted ? mustBeOurs(root) : Promise.resolve());
  return {
    driver: "local",
    name,
    locationOf: (key) => (name === "local" ? `local://${key}` : `local://${root}/${key}`),
    claim: () => (mounted ? claimFolder(root) : Promise.resolve()),

    async put(object) {
      const target = pathOf(object.key);
      try {
        await mustBeThere();
        // A run that died right after its rename may not have told the disk yet.
        object.signal?.throwIfAborted();
        if (await holds(target, object, object.signal)) await syncAll({ root, target });
        else await putFile({ root, target, object, from });
      } catch (error) {
        throw diskRefusal(error);
      }
    },

    async open(key, range) {
      return readFileStream(await mustStand(key), range);
    },

    async stat(key) {
      const found = await stat(pathOf(key)).catch(missingAsNull);
      return found?.isFile() ? { bytes: found.size } : null;
    },

    async check(object, signal) {
      const path = pathOf(object.key);
      await mustBeThere();
      if (!(await stat(path).catch(missingAsNull))?.isFile()) return "missing";
      return (await holds(path, object, signal)) ? "intact" : "altered";
    },
    async withFile(key, use, signal) {
      signal?.throwIfAborted();
      await mustBeThere();
      return use(await mustStand(key));
    },
    link: () => Promise.resolve(null),
    signingEndsAt: null,
    async remove(key) {
      await mustBeThere();
      await rm(pathOf(key), { force: true });
    },

    async sweep({ keep }) {
      if (mounted && !(await isOurs(root))) return 0;
      const entries = (await readdir(root, { recursive: true, withFileTypes: true }).catch(missingAsNull)) ?? [];
      let removed = 0;
      for (const entry of entries) {
        if (!entry.isFile() || !entry.name.startsWith(TEMPORARY) || entry.name === MARK) continue;
        const segment = entry.name.slice(TEMPORARY.length).replace(/\.[0-9a-f]+$/, "");
        if (await keep(relative(root, join(entry.parentPath, segment)).split(sep).join("/"))) continue;
        await rm(join(entry.parentPath, entry.name), { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

/** Temporary name, verified, then the final one: whoever looks sees nothing, the old or the whole new object. */
async function putFile({
  root,
  target,
  object,
  from,
}: {
  root: string;
  target: string;
  object: PutObject;
  from: LocalStore["from"];
}): Promise<void> {
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `${TEMPORARY}${basename(target)}.${randomBytes(6).toString("hex")}`);
  try {
    if (from === "linked") await linkOrCopy(object, temporary);
    else await copyWhole({ from: object.file, to: temporary, signal: object.signal });
    if (object.failpointPrefix) failpoint(`${object.failpointPrefix}-after-link`);
    const [same] = await Promise.all([holds(temporary, object, object.signal), syncPath(temporary)]);
    if (!same) throw storageFailed("The stored copy does not hold what was sent to it, and was removed. Try again.");
    await rename(temporary, target);
    await syncAll({ root, target });
    if (object.failpointPrefix) failpoint(`${object.failpointPrefix}-after-rename`);
  } finally {
    // Still there after a failure, and after a rename between two names of one inode, which does nothing.
    await rm(temporary, { force: true });
  }
}

/** A link costs nothing and moves nothing; on another file system the bytes have to be copied. */
async function linkOrCopy({ file, signal }: PutObject, to: string): Promise<void> {
  try {
    await link(file, to);
  } catch (error) {
    if (!["EXDEV", "EPERM", "ENOTSUP", "EMLINK"].some((code) => isErrno(error, code))) throw error;
    await copyWhole({ from: file, to, signal });
  }
}

/** Whether a file is there and holds exactly these bytes: all of it is read, unless its length says no. */
async function holds(path: string, { sha256, bytes }: ObjectFacts, signal?: AbortSignal): Promise<boolean> {
  const found = await stat(path).catch(missingAsNull);
  if (!found?.isFile() || found.size !== bytes) return false;
  return (await hashFile(path, signal)).sha256 === sha256;
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A new name is on the disk once its folder is, a new folder once its parent is. */
async function syncAll({ root, target }: { root: string; target: string }): Promise<void> {
  for (let path = target; path !== root && path !== dirname(path); path = dirname(path)) await syncPath(path);
  await syncPath(root);
}

function missingAsNull(error: unknown): null {
  if (isErrno(error, "ENOENT") || isErrno(error, "ENOTDIR")) return null;
  throw error;
}
