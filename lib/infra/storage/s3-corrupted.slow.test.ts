import { createHash, randomBytes, randomInt } from "node:crypto";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { accountOn, bucketOf, LARGE } from "@/lib/testing/servers/s3-bucket";
import { type Swift, startSwift } from "@/lib/testing/servers/swift";
import { s3Storage } from "./s3";

let swift: Swift;
let folder: string;
beforeAll(async () => {
  swift = await startSwift();
  folder = await mkdtemp(join(tmpdir(), "marquee-corrupted-"));
}, 600_000);
afterAll(async () => {
  await swift.close();
  await rm(folder, { recursive: true });
});

/** Most of them small; every fiftieth travels in parts. */
const FILES = 1000;
const AT_ONCE = 5;

it("of 1,000 files that changed after they were hashed, none becomes an object", { timeout: 900_000 }, async () => {
  const bucket = await bucketOf(swift);
  const storage = s3Storage(accountOn(swift, bucket.name));
  const big = randomBytes(LARGE + 600_000);
  let refused = 0;
  const one = async (nth: number) => {
    const film = nth % 50 === 0 ? Buffer.from(big) : randomBytes(randomInt(1, 700_000));
    const sha256 = createHash("sha256").update(film).digest("hex");
    const file = join(folder, `${nth}`);
    await writeFile(file, film);
    await spoil(file, film.byteLength, nth);
    const put = storage.put({ key: `a/film-${nth}.mp4`, file, bytes: film.byteLength, sha256 });
    await expect(put, String(nth)).rejects.toMatchObject({ code: "storage_failed" });
    refused += 1;
    await rm(file);
  };
  for (let nth = 0; nth < FILES; nth += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, lane) => one(nth + lane)));
  expect([refused, await bucket.listAll()]).toEqual([FILES, []]);
  bucket.close();
});

/** By turns: a bit is flipped, the end is cut off, something is added. */
async function spoil(path: string, bytes: number, nth: number): Promise<void> {
  const file = await open(path, "r+");
  try {
    if (nth % 3 === 0) {
      const at = randomInt(bytes);
      const byte = Buffer.alloc(1);
      await file.read(byte, 0, 1, at);
      await file.write(Buffer.from([(byte[0] ?? 0) ^ (1 << randomInt(8))]), 0, 1, at);
    } else if (nth % 3 === 1) await file.truncate(randomInt(bytes));
    else await file.write(randomBytes(randomInt(1, 1000)), 0, undefined, bytes);
  } finally {
    await file.close();
  }
}
