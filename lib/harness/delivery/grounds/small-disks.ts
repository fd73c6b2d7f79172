import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isErrno } from "@/lib/infra/files";
import { groundWith, Obstacle } from "../../ground";
import { openShelf } from "../shelf";

const MIB = 1024 * 1024;

/** A small disk of its own, which can be filled to the brim. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all its room but so many bytes. */
  fill(leaving: number): void;
  /** Takes all the names that files may still have there, and no room. */
  takeNames(): void;
  free(): void;
}

/**
 * The desk's files on a disk of 160 MiB, of which the desk leaves 64 alone; storage on one of 24 and with few
 * names, a replica on one of 16, a log on one of 64 KiB. Its Postgres lies elsewhere: what it does on a full
 * disk is its own affair.
 */
export const smallDisks = groundWith("small disks", async (folder) => {
  const mounted: string[] = [];
  const mount = (name: string, size: string) => {
    const path = join(folder, name);
    mkdirSync(path);
    mountTmpfs(path, size);
    mounted.push(path);
    return diskAt(path);
  };
  const unmount = () => mounted.toReversed().forEach((path) => spawnSync("umount", ["-l", path]));
  try {
    const files = mount("disk", "size=160m");
    const storage = mount("disk/storage", "size=24m,nr_inodes=400");
    const replica = mount("replica", "size=16m");
    const logs = mount("small-log", "size=64k");
    const shelf = await openShelf();
    return {
      filesDir: files.folder,
      settings: { OUTBOUND_ALLOW: shelf.host, STORAGE_REPLICAS: `local:${replica.folder}`, STAGING_KEEP_DAYS: "0" },
      tools: { files, storage, replica, logs, shelf },
      async close() {
        await shelf.close();
        unmount();
      },
    };
  } catch (error) {
    unmount();
    throw error;
  }
});

/** Why no small disk can be had here; undefined where it can. */
export function mountObstacle(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "marquee-mount-"));
  try {
    mountTmpfs(folder, "size=64k");
    spawnSync("umount", [folder]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmdirSync(folder);
  }
}

function mountTmpfs(path: string, options: string): void {
  const { status, stderr, error } = spawnSync("mount", ["-t", "tmpfs", "-o", `${options},mode=755`, "tmpfs", path]);
  if (status === 0) return;
  const why = error?.message ?? stderr.toString().trim();
  throw new Obstacle(
    `No small disk can be mounted here (${why}): run this as root, in a container with --cap-add=SYS_ADMIN.`,
  );
}

function diskAt(folder: string): SmallDisk {
  const [ballast, names] = [join(folder, "ballast"), join(folder, "names")];
  return {
    folder,
    fill(leaving) {
      const { bavail, bsize } = statfsSync(folder);
      const piece = Buffer.alloc(MIB);
      untilFull(() => {
        for (let left = bavail * bsize - leaving; left > 0; left -= piece.length)
          writeFileSync(ballast, left < piece.length ? piece.subarray(0, left) : piece, { flag: "a" });
      });
    },
    takeNames() {
      mkdirSync(names);
      untilFull(() => {
        for (let number = 0; ; number++) writeFileSync(join(names, String(number)), "");
      });
    },
    free() {
      rmSync(ballast, { force: true });
      rmSync(names, { recursive: true, force: true });
    },
  };
}

function untilFull(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!isErrno(error, "ENOSPC")) throw error;
  }
}
