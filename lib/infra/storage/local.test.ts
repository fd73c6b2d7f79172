import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { constants, access, link, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { localStorage } from "./local";
import { describeStorage } from "./storage-contract";

const LINKED = { name: "local", from: "linked" } as const;

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

describeStorage("local", async () => {
  const folder = await mkdtemp(join(tmpdir(), "marquee-local-"));
  const root = join(folder, "storage");
  return {
    storage: localStorage(root, LINKED),
    listAll: () => filesBelow(root),
    close: () => rm(folder, { recursive: true }),
  };
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
