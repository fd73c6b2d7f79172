import { execFileSync, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  constants,
  access,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { copyWhole } from "@/lib/infra/staging/copy-whole";
import { localStorage } from "./local";
import { MARK } from "./mounted-folder";
import { describeStorage } from "./storage-contract";

const LINKED = { name: "local", from: "linked" } as const;

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const MOUNTED = { name: "local:/mnt/second", from: "copied", mounted: true } as const;
const objectsBelow = async (root: string) => (await filesBelow(root)).filter((name) => name !== MARK);

describe.each([LINKED, MOUNTED])("$from", (store) => {
  describeStorage(store.name, async () => {
    const folder = await mkdtemp(join(tmpdir(), "marquee-local-"));
    const root = join(folder, "storage");
    await mkdir(root);
    const storage = localStorage(root, store);
    await storage.claim();
    return {
      storage,
      listAll: () => objectsBelow(root),
      alter: async (key) => {
        const film = await readFile(join(root, key));
        film[film.length >> 1] = (film[film.length >> 1] ?? 0) ^ 1;
        // A file of its own: what was linked here is also somebody's staging copy.
        await rm(join(root, key));
        await writeFile(join(root, key), film);
      },
      close: () => rm(folder, { recursive: true }),
    };
  });
});

describe("local storage", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "marquee-local-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const CONTENT = Buffer.from("a film");
  const objectAt = async (file: string) => {
    await writeFile(file, CONTENT);
    const sha256 = createHash("sha256").update(CONTENT).digest("hex");
    return { key: "a/film.mp4", file, bytes: CONTENT.byteLength, sha256 };
  };

  it("links a file of its own file system instead of copying it", async () => {
    const object = await objectAt(join(folder, "staged"));
    await localStorage(folder, LINKED).put(object);
    expect((await stat(join(folder, "a/film.mp4"))).ino).toBe((await stat(object.file)).ino);
  });

  it("copies a file of another file system", async () => {
    const shared = await access("/dev/shm", constants.W_OK).then(
      () => "/dev/shm",
      () => tmpdir(),
    );
    const elsewhere = await mkdtemp(join(shared, "marquee-elsewhere-"));
    try {
      await localStorage(folder, LINKED).put(await objectAt(join(elsewhere, "staged")));
    } finally {
      await rm(elsewhere, { recursive: true });
    }
    expect(await readFile(join(folder, "a/film.mp4"), "utf8")).toBe("a film");
    expect(await filesBelow(folder)).toEqual(["a/film.mp4"]);
  });

  it("says that a full disk is full, and leaves nothing (mounts one of 1 MiB, as only root may)", async () => {
    const disk = join(folder, "disk");
    await mkdir(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]);
    try {
      const file = join(folder, "staged");
      const film = randomBytes(3_000_000);
      await writeFile(file, film);
      const sha256 = createHash("sha256").update(film).digest("hex");
      for (const from of ["linked", "copied"] as const) {
        const put = localStorage(disk, { name: "local", from }).put({
          key: "a/b.mp4",
          file,
          bytes: film.length,
          sha256,
        });
        await expect(put).rejects.toMatchObject({ kind: "unavailable", code: "storage_full" });
        expect(await filesBelow(disk)).toEqual([]);
      }
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  it("asks for room before the first byte, and is stopped between two pieces", async () => {
    const disk = join(folder, "disk");
    await mkdir(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]);
    try {
      const [from, to] = [join(folder, "large"), join(disk, "copy")];
      await writeFile(from, randomBytes(3_000_000));
      await expect(copyWhole({ from, to })).rejects.toMatchObject({ code: "storage_full" });
      expect(await filesBelow(disk)).toEqual([]);
      const reason = new Error("The worker stops.");
      const stopping = new AbortController();
      const copying = copyWhole({ from, to: join(folder, "copy"), signal: stopping.signal });
      stopping.abort(reason);
      await expect(copying).rejects.toBe(reason);
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  describe("on a disk that may not be mounted", () => {
    const storeAt = async () => {
      const root = join(folder, "second");
      const storage = localStorage(root, MOUNTED);
      return { root, storage, object: await objectAt(join(folder, "staged")) };
    };
    const notMounted = { code: "storage_failed", message: expect.stringContaining("is not mounted, or is no store") };

    it("makes no folder, and takes an empty one only when it is claimed", async () => {
      const { root, storage, object } = await storeAt();
      await storage.claim();
      await expect(storage.put(object)).rejects.toMatchObject(notMounted);
      expect(await stat(root).catch(() => null)).toBeNull();
      await mkdir(join(root, "lost+found"), { recursive: true });
      await expect(storage.put(object)).rejects.toMatchObject(notMounted);
      await storage.claim();
      await storage.claim();
      await storage.put(object);
      expect(await storage.sweep({ keep: async () => false })).toBe(0);
      expect((await filesBelow(root)).toSorted()).toEqual(["a/film.mp4", MARK].toSorted());
    });

    it("claims no folder that holds something else", async () => {
      const { root, storage, object } = await storeAt();
      await mkdir(root);
      await writeFile(join(root, "notes.txt"), "mine");
      await storage.claim();
      await expect(storage.put(object)).rejects.toMatchObject(notMounted);
    });

    it("writes nothing into the empty mount point, and takes no film for lost", async () => {
      const { root, storage, object } = await storeAt();
      await mkdir(root);
      await storage.claim();
      await storage.put(object);
      await rename(root, `${root}.elsewhere`);
      await mkdir(root);
      const tries = [
        () => storage.put(object),
        () => storage.check(object),
        () => storage.remove(object.key),
        () => storage.withFile(object.key, () => Promise.resolve()),
      ];
      for (const tried of tries) await expect(tried()).rejects.toMatchObject(notMounted);
      expect(await filesBelow(root)).toEqual([]);
      await rm(root, { recursive: true });
      await rename(`${root}.elsewhere`, root);
      expect(await storage.check(object)).toBe("intact");
    });
  });

  it("sweeps half-made objects of dead runs and asks by their key", async () => {
    const storage = localStorage(folder, LINKED);
    const object = await objectAt(join(folder, "staged"));
    await storage.put(object);
    await mkdir(join(folder, "b"));
    for (const left of ["a/~film.mp4.0123456789ab", "b/~other.mp4.0123456789ab"])
      await link(object.file, join(folder, left));
    const asked: string[] = [];
    const keep = async (key: string) => asked.push(key) > 0 && key === "b/other.mp4";
    expect(await storage.sweep({ keep })).toBe(1);
    expect(asked.toSorted()).toEqual(["a/film.mp4", "b/other.mp4"]);
    expect((await filesBelow(folder)).toSorted()).toEqual(["a/film.mp4", "b/~other.mp4.0123456789ab", "staged"]);
  });

  it.each([
    ["delivery-after-link", false],
    ["delivery-after-rename", true],
  ])("killed at %s, shows the whole object or none, and a second run heals it", async (point, stands) => {
    const object = await objectAt(join(folder, "staged"));
    const root = join(folder, "storage");
    const program = join(folder, "put.mjs");
    await build({
      stdin: {
        contents: `import { localStorage } from "@/lib/infra/storage/local";
          await localStorage(${JSON.stringify(root)}, { name: "local", from: "linked" }).put({ ...${JSON.stringify(object)}, failpointPrefix: "delivery" });`,
        resolveDir: process.cwd(),
      },
      alias: { "@": process.cwd() },
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: program,
    });
    const run = (failpoint: string) =>
      spawnSync(process.execPath, [program], {
        env: { ...process.env, MARQUEE_FAILPOINT: failpoint },
        encoding: "utf8",
      });

    expect(run(point).signal).toBe("SIGKILL");
    expect((await filesBelow(root)).includes("a/film.mp4")).toBe(stands);
    expect(run("delivery-before-fetch")).toMatchObject({ status: 0, stderr: "" });
    await localStorage(root, LINKED).sweep({ keep: async () => false });
    expect(await filesBelow(root)).toEqual(["a/film.mp4"]);
    expect(await readFile(join(root, "a/film.mp4"), "utf8")).toBe("a film");
  });
});
