import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PutObject, Storage } from "./contract";

/** A driver under test, and what its test must do that the seam does not offer. */
export interface StorageUnderTest {
  readonly storage: Storage;
  /** Everything there is, half-made things included. */
  readonly listAll: () => Promise<string[]>;
  readonly close: () => Promise<void>;
}

/** What every storage driver promises. `make` is called for every test anew. */
export function describeStorage(driver: string, make: () => Promise<StorageUnderTest>): void {
  describe(`storage: ${driver}`, () => {
    let under: StorageUnderTest;
    let folder: string;
    beforeEach(async () => {
      under = await make();
      folder = await mkdtemp(join(tmpdir(), "marquee-storage-"));
    });
    afterEach(async () => {
      await under.close();
      await rm(folder, { recursive: true });
    });

    const KEY = "spring-launch/mvp/dist_0123456789abcdef0123.mp4";
    const objectOf = async (content: Buffer, key = KEY): Promise<PutObject> => {
      const file = join(folder, randomBytes(6).toString("hex"));
      await writeFile(file, content);
      return { key, file, bytes: content.byteLength, sha256: createHash("sha256").update(content).digest("hex") };
    };
    const read = async (range?: { start: number; end: number }) =>
      Buffer.from(await new Response(await under.storage.open(KEY, range)).arrayBuffer());

    it("gives back the very bytes, whole and in parts", async () => {
      const film = randomBytes(3_000_001);
      const object = await objectOf(film);
      await under.storage.put(object);
      expect(await under.storage.stat(KEY)).toEqual({ bytes: film.byteLength });
      expect(film.equals(await read())).toBe(true);
      for (const [start, end] of [
        [0, 0],
        [0, 3_000_000],
        [262_143, 262_145],
        [2_999_999, 3_000_000],
      ] as const) {
        expect(film.subarray(start, end + 1).equals(await read({ start, end })), `${start}-${end}`).toBe(true);
      }
      expect(await under.listAll()).toEqual([KEY]);
    });

    it("takes the same object twice and keeps the first", async () => {
      const film = randomBytes(1000);
      await under.storage.put(await objectOf(film));
      const object = await objectOf(film);
      await under.storage.put(object);
      await under.storage.put(object);
      expect(film.equals(await read())).toBe(true);
      expect(await under.listAll()).toEqual([KEY]);
    });

    it("replaces another object of the same key, so that a second run heals a first", async () => {
      await under.storage.put(await objectOf(randomBytes(1000)));
      const film = randomBytes(1000);
      await under.storage.put(await objectOf(film));
      expect(film.equals(await read())).toBe(true);
      expect(await under.listAll()).toEqual([KEY]);
    });

    it("of ten who put the same object at once, all succeed and one object stands", async () => {
      const film = randomBytes(200_000);
      const objects = await Promise.all(Array.from({ length: 10 }, () => objectOf(film)));
      await Promise.all(objects.map((object) => under.storage.put(object)));
      expect(film.equals(await read())).toBe(true);
      expect(await under.listAll()).toEqual([KEY]);
    });

    it("keeps what was there, or nothing, when the bytes are not the promised ones", async () => {
      const object = await objectOf(randomBytes(1000));
      for (const lie of [{ sha256: "0".repeat(64) }, { bytes: 999 }, { bytes: 1001 }]) {
        const put = under.storage.put({ ...object, ...lie });
        await expect(put).rejects.toMatchObject({ kind: "unavailable", code: "storage_failed" });
        expect(await under.listAll()).toEqual([]);
      }
      const film = randomBytes(500);
      await under.storage.put(await objectOf(film));
      await expect(under.storage.put({ ...object, sha256: "0".repeat(64) })).rejects.toMatchObject({
        code: "storage_failed",
      });
      expect(film.equals(await read())).toBe(true);
    });

    it("says so when there is nothing", async () => {
      expect(await under.storage.stat(KEY)).toBeNull();
      await expect(under.storage.open(KEY)).rejects.toMatchObject({ kind: "not_found", code: "object_missing" });
      await under.storage.remove(KEY);
      await under.storage.put(await objectOf(randomBytes(10)));
      await under.storage.remove(KEY);
      expect(await under.storage.stat(KEY)).toBeNull();
      expect(await under.storage.sweep({ keep: async () => false })).toBe(0);
    });

    it("lets a reader leave in the middle", async () => {
      await under.storage.put(await objectOf(randomBytes(2_000_000)));
      const reader = (await under.storage.open(KEY)).getReader();
      await reader.read();
      await reader.cancel();
      expect((await read({ start: 0, end: 9 })).byteLength).toBe(10);
    });

    const outside = [
      "",
      "..",
      "../a",
      "a/../../b",
      "a//b",
      "/etc/passwd",
      "a/.",
      "a\\b",
      "A.mp4",
      "a b",
      "a\u0000",
      "~a",
      "ä",
      "a/".repeat(9) + "a",
      "a".repeat(129),
    ];
    it.each(outside)("refuses the key %j", async (key) => {
      const object = await objectOf(Buffer.from("x"), key);
      await expect(under.storage.put(object)).rejects.toMatchObject({ code: "invalid_key" });
      await expect(under.storage.open(key)).rejects.toMatchObject({ code: "invalid_key" });
      await expect(under.storage.stat(key)).rejects.toMatchObject({ code: "invalid_key" });
      await expect(under.storage.remove(key)).rejects.toMatchObject({ code: "invalid_key" });
      expect(await under.listAll()).toEqual([]);
    });
  });
}
