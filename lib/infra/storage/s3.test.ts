import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { faultProxy } from "@/lib/testing/servers/fault-proxy";
import { accountOn, bucketOf, LARGE, QUICK } from "@/lib/testing/servers/s3-bucket";
import { type Swift, startSwift } from "@/lib/testing/servers/swift";
import { type S3Account, s3Storage } from "./s3";
import { describeStorage } from "./storage-contract";

let swift: Swift;
beforeAll(async () => {
  swift = await startSwift();
}, 600_000);
afterAll(() => swift.close());

describeStorage("s3", async () => {
  const bucket = await bucketOf(swift);
  return {
    storage: s3Storage(accountOn(swift, bucket.name)),
    listAll: () => bucket.listAll(),
    alter: (key) => bucket.alter(key),
    large: LARGE,
    close: async () => bucket.close(),
  };
});

describe("s3", () => {
  const KEY = "spring/dist_0123456789abcdef0123.mp4";
  const film = Buffer.from("a film");
  const object = async () => {
    const file = join(await mkdtemp(join(tmpdir(), "marquee-s3-")), "film");
    onTestFinished(() => rm(dirname(file), { recursive: true }));
    await writeFile(file, film);
    return { key: KEY, file, bytes: film.byteLength, sha256: createHash("sha256").update(film).digest("hex") };
  };

  it("names itself and its objects as the record of copies keeps them", async () => {
    const account = accountOn(swift, "films");
    const storage = s3Storage(account);
    expect(storage.name).toBe(`s3:${new URL(swift.endpoint).host}/films`);
    expect(storage.locationOf(KEY)).toBe(`s3://films/${KEY}`);
    expect(s3Storage({ ...account, endpoint: null, region: "eu-west-1" }).name).toBe(
      "s3:s3.eu-west-1.amazonaws.com/films",
    );
  });

  it("links to the address that people reach it under, and no longer than its key works", async () => {
    const keyExpiresAt = new Date(Date.now() + 30_000);
    const account = { ...accountOn(swift, "films"), publicEndpoint: "https://films.example", keyExpiresAt };
    const storage = s3Storage(account);
    const link = await storage.link(KEY, { method: "GET", seconds: 60, disposition: "attachment" });
    expect(link?.url).toMatch(new RegExp(`^https://films\\.example/films/${KEY}\\?`));
    expect([link?.expiresAt, storage.signingEndsAt]).toEqual([keyExpiresAt, keyExpiresAt]);
  });

  it("sweeps uploads that dead runs left open, asks by their key, and leaves those of others alone", async () => {
    const bucket = await bucketOf(swift);
    onTestFinished(() => bucket.close());
    for (const key of ["a/dead.mp4", "a/alive.mp4", "Somebody Else's"]) await bucket.beginUpload(key);
    const asked: string[] = [];
    const keep = async (key: string) => asked.push(key) > 0 && key === "a/alive.mp4";
    expect(await s3Storage(accountOn(swift, bucket.name)).sweep({ keep })).toBe(1);
    expect(asked.toSorted()).toEqual(["a/alive.mp4", "a/dead.mp4"]);
    expect((await bucket.listAll()).toSorted()).toEqual(["upload of Somebody Else's", "upload of a/alive.mp4"]);
  });

  it.each<[string, Partial<S3Account>, RegExp]>([
    ["a wrong key", { secretAccessKey: "wrong" }, /refused the desk's key/],
    ["no such bucket", { bucket: "no-such-bucket" }, /no such bucket/],
    ["no server", { endpoint: "http://127.0.0.1:1" }, /did not answer/],
  ])("says what a person can do: %s", async (_what, wrong, sentence) => {
    const bucket = await bucketOf(swift);
    onTestFinished(() => bucket.close());
    const storage = s3Storage({ ...accountOn(swift, bucket.name), ...wrong }, QUICK);
    const error: unknown = await storage.put(await object()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: "unavailable", code: "storage_failed" });
    const told = JSON.stringify(error, ["message", "details"]) + String(error);
    expect(told).toMatch(sentence);
    expect(told).not.toContain(swift.accessKeyId);
  });

  it("knows a finished upload whose answer was lost on its way back", async () => {
    const bucket = await bucketOf(swift);
    const proxy = await faultProxy(swift.endpoint);
    onTestFinished(() => proxy.close());
    onTestFinished(() => bucket.close());
    const storage = s3Storage({ ...accountOn(swift, bucket.name), endpoint: proxy.endpoint }, QUICK);
    const large = await object();
    const bytes = randomBytes(LARGE);
    await writeFile(large.file, bytes);
    proxy.fail("complete", "lost");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    await storage.put({ ...large, bytes: LARGE, sha256 });
    expect(await bucket.listAll()).toEqual([KEY]);
    expect(await storage.check({ key: KEY, bytes: LARGE, sha256 })).toBe("intact");
  });
});
