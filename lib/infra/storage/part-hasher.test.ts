import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, it } from "vitest";
import { PartHasher } from "./part-hasher";

const folder = await mkdtemp(join(tmpdir(), "marquee-hasher-"));
const bytes = randomBytes(5_000_000);
const file = join(folder, "film.mp4");
const hash = (by: string, of: Buffer) => createHash(by).update(of).digest("hex");

let hasher: PartHasher | undefined;
afterEach(() => hasher?.close());
afterAll(() => rm(folder, { recursive: true }));

it("hashes a file part by part, and all of it until there", async () => {
  await writeFile(file, bytes);
  hasher = new PartHasher(file);
  const [first, second] = [bytes.subarray(0, 3_000_000), bytes.subarray(3_000_000)];
  expect(await hasher.next({ from: 0, bytes: first.length, sha256: true, md5: true })).toEqual({
    sha256: hash("sha256", first),
    md5: hash("md5", first),
    sha256SoFar: hash("sha256", first),
  });
  expect(await hasher.next({ from: first.length, bytes: second.length, sha256: false, md5: true })).toEqual({
    sha256: null,
    md5: hash("md5", second),
    sha256SoFar: hash("sha256", bytes),
  });
});

it("finds a file that has become shorter another file", async () => {
  await writeFile(file, bytes);
  hasher = new PartHasher(file);
  await truncate(file, 1_000_000);
  const { sha256SoFar } = await hasher.next({ from: 0, bytes: bytes.length, sha256: true, md5: false });
  expect(sha256SoFar).toBe(hash("sha256", bytes.subarray(0, 1_000_000)));
});

it("says so where there is no file", async () => {
  hasher = new PartHasher(join(folder, "gone.mp4"));
  const part = { from: 0, bytes: 10, sha256: true, md5: true };
  await expect(hasher.next(part)).rejects.toMatchObject({ code: "ENOENT" });
  await expect(hasher.next(part), "and so does whoever comes later").rejects.toMatchObject({ code: "ENOENT" });
});

it("keeps nobody waiting who has to stop", async () => {
  await writeFile(file, bytes);
  hasher = new PartHasher(file);
  const stopped = AbortSignal.abort();
  await expect(hasher.next({ from: 0, bytes: 10, sha256: true, md5: true }, stopped)).rejects.toThrow("aborted");
  await hasher.close();
  await expect(hasher.next({ from: 0, bytes: 10, sha256: true, md5: true })).rejects.toThrow("has ended");
});
