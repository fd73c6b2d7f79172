import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dataFolder } from "@/lib/infra/staging/data-folder";
import type { PutObject, Storage } from "./contract";

/** A driver under test, and what its test must do that the seam does not offer. */
export interface StorageUnderTest {
  readonly storage: Storage;
  /** Everything there is, half-made things included. */
  readonly listAll: () => Promise<string[]>;
  /** Changes a byte of a stored object behind the driver's back, and nothing about its name or length. */
  readonly alter: (key: string) => Promise<void>;
  /** Files of so many bytes travel in parts, where the driver has such. */
  readonly large?: number;
  readonly close: () => Promise<void>;
}

const staged = async () => readdir(await dataFolder("staging"));

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

    it("stores a large file as it stores a small one", async () => {
      const size = (under.large ?? 8 * 1024 * 1024) + 4_000_001;
      const film = randomBytes(size);
      const object = await objectOf(film);
      await under.storage.put(object);
      expect(await under.storage.stat(KEY)).toEqual({ bytes: size });
      expect(film.equals(await read())).toBe(true);
      expect(film.subarray(5_242_870, 5_242_890).equals(await read({ start: 5_242_870, end: 5_242_889 }))).toBe(true);
      await under.storage.put(object);
      const other = await objectOf(randomBytes(size));
      await expect(under.storage.put({ ...other, sha256: object.sha256.replace(/^../, "00") })).rejects.toMatchObject({
        code: "storage_failed",
      });
      expect(await under.storage.check(object)).toBe("intact");
      await under.storage.put(other);
      expect(await under.storage.check(other)).toBe("intact");
      expect(await under.storage.check(object)).toBe("altered");
      expect(await under.listAll()).toEqual([KEY]);
    });

    it("finds an object that has been altered or is gone by reading it again", async () => {
      const object = await objectOf(randomBytes(700_000));
      expect(await under.storage.check(object)).toBe("missing");
      await under.storage.put(object);
      expect(await under.storage.check(object)).toBe("intact");
      await under.alter(KEY);
      expect(await under.storage.stat(KEY)).toEqual({ bytes: object.bytes });
      expect(await under.storage.check(object)).toBe("altered");
      await under.storage.put({ ...(await objectOf(await readFile(object.file))) });
      expect(await under.storage.check(object)).toBe("intact");
      await under.storage.remove(KEY);
      expect(await under.storage.check(object)).toBe("missing");
    });

    it("hands a file of this machine to whoever wants to look into it, and keeps nothing of it", async () => {
      const film = randomBytes(2_000_003);
      await under.storage.put(await objectOf(film));
      const before = await staged();
      const used = await under.storage.withFile(KEY, async (path) => ({ path, bytes: await readFile(path) }));
      expect(film.equals(used.bytes)).toBe(true);
      const reason = new Error("looked and disliked it");
      const unhappy = under.storage.withFile(KEY, () => Promise.reject(reason));
      await expect(unhappy).rejects.toBe(reason);
      expect(await staged()).toEqual(before);
      expect(await under.listAll()).toEqual([KEY]);
      const gone = new Error("The move was stopped.");
      const stopped = under.storage.withFile(KEY, () => Promise.resolve(), AbortSignal.abort(gone));
      await expect(stopped).rejects.toBe(gone);
      const nothing = under.storage.withFile("a/none.mp4", () => Promise.reject(new Error("There is nothing to use.")));
      await expect(nothing).rejects.toMatchObject({ code: "object_missing" });
    });

    it("has no direct links, or links that download, in parts too, for as long as they say", async () => {
      const film = randomBytes(100_000);
      await under.storage.put(await objectOf(film));
      const disposition = `attachment; filename="Spring.mp4"; filename*=UTF-8''Spr%C3%BCng.mp4`;
      const options = { method: "GET", seconds: 60, disposition } as const;
      const link = await under.storage.link(KEY, options);
      if (link === null) return;
      expect(Math.abs(link.expiresAt.getTime() - Date.now() - 60_000)).toBeLessThan(5000);
      const whole = await fetch(link.url);
      expect([whole.status, whole.headers.get("content-type")]).toEqual([200, "video/mp4"]);
      expect(whole.headers.get("content-disposition")).toBe(disposition);
      expect(film.equals(Buffer.from(await whole.arrayBuffer()))).toBe(true);
      const part = await fetch(link.url, { headers: { range: "bytes=10-19" } });
      expect(part.status).toBe(206);
      expect(film.subarray(10, 20).equals(Buffer.from(await part.arrayBuffer()))).toBe(true);
      const head = await under.storage.link(KEY, { ...options, method: "HEAD" });
      const looked = await fetch(head?.url ?? "", { method: "HEAD" });
      expect([looked.status, looked.headers.get("content-length")]).toEqual([200, "100000"]);
      const elsewhere = await fetch(link.url.replace("spring-launch", "autumn-launch"));
      expect(elsewhere.status).toBe(403);
      const longer = await fetch(link.url.replace("X-Amz-Expires=60", "X-Amz-Expires=600"));
      expect(longer.status).toBe(403);
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 61_000 });
      const old = await under.storage.link(KEY, options).finally(() => vi.useRealTimers());
      expect((await fetch(old?.url ?? "")).status).toBe(403);
      await expect(under.storage.link("A B", options)).rejects.toMatchObject({ code: "invalid_key" });
    });

    it("stops when it is told to, and leaves nothing", async () => {
      const object = await objectOf(randomBytes((under.large ?? 0) + 1_000_000));
      const reason = new Error("the worker is asked to stop");
      await expect(under.storage.put({ ...object, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      expect(await under.listAll()).toEqual([]);
      await under.storage.put(object);
      await expect(under.storage.check(object, AbortSignal.abort(reason))).rejects.toBe(reason);
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
