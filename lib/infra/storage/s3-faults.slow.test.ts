import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fault, type FaultProxy, faultProxy, type S3Call } from "@/lib/testing/servers/fault-proxy";
import { accountOn, type BucketUnderTest, bucketOf, LARGE, PART, QUICK } from "@/lib/testing/servers/s3-bucket";
import { type Swift, startSwift } from "@/lib/testing/servers/swift";
import { eventually } from "@/lib/testing/worker";
import type { PutObject, Storage } from "./contract";
import { s3Storage } from "./s3";

const KEY = "spring-launch/mvp/dist_0123456789abcdef0123.mp4";
const FAULTS: readonly Fault[] = [500, 503, "hang", "trickle", "reset", "lost", "cut"];

let swift: Swift;
let folder: string;
let small: PutObject;
let large: PutObject;
beforeAll(async () => {
  swift = await startSwift();
  folder = await mkdtemp(join(tmpdir(), "marquee-s3-faults-"));
  small = await objectOf("small", 600_000);
  large = await objectOf("large", LARGE + 3_000_000);
}, 600_000);
afterAll(async () => {
  await swift.close();
  await rm(folder, { recursive: true });
});

async function objectOf(name: string, bytes: number): Promise<PutObject> {
  const film = randomBytes(bytes);
  await writeFile(join(folder, name), film);
  return { key: KEY, file: join(folder, name), bytes, sha256: createHash("sha256").update(film).digest("hex") };
}

interface Scene {
  readonly proxy: FaultProxy;
  readonly storage: Storage;
  readonly bucket: BucketUnderTest;
}

/** One bucket behind one proxy, and what stands in it when the scene is over. */
async function scene(play: (scene: Scene) => Promise<void>): Promise<void> {
  const [bucket, proxy] = await Promise.all([bucketOf(swift), faultProxy(swift.endpoint)]);
  const storage = s3Storage({ ...accountOn(swift, bucket.name), endpoint: proxy.endpoint }, QUICK);
  try {
    await play({ proxy, storage, bucket });
  } finally {
    await proxy.close();
    bucket.close();
  }
}

/** Most of the time passes in waiting, so scenes and stories wait side by side; but not all, or a busy machine looks like a bad server. */
const AT_ONCE = 2;

async function together(faults: readonly Fault[], play: (fault: Fault) => Promise<void>): Promise<void> {
  for (let at = 0; at < faults.length; at += AT_ONCE) await Promise.all(faults.slice(at, at + AT_ONCE).map(play));
}
const refused = { kind: "unavailable", code: "storage_failed" };

const storing: [S3Call, () => PutObject][] = [
  ["head", () => small],
  ["put", () => small],
  ["get", () => small],
  ["create", () => large],
  ["part", () => large],
  ["complete", () => large],
];

describe.concurrent("a store of objects that fails", { timeout: 300_000 }, () => {
  it.each(storing)("once at %s, does not keep a film from being stored", async (call, object) => {
    await together(FAULTS, (fault) =>
      scene(async ({ proxy, storage, bucket }) => {
        proxy.fail(call, fault, { times: 1 });
        await storage.put(object());
        expect(await bucket.listAll(), String(fault)).toEqual([KEY]);
        expect(await storage.check(object()), String(fault)).toBe("intact");
      }),
    );
  });

  it.each(storing)("at every %s, is given up in bounded time, and no part of the film stays", async (call, object) => {
    await together(FAULTS, (fault) =>
      scene(async ({ proxy, storage, bucket }) => {
        // By then it is known what this server does not know: that answer must not be among the lost ones.
        await storage.put(small);
        await storage.remove(KEY);
        proxy.fail(call, fault);
        const put = storage.put(object());
        // Where everything was done and only the answers are lost, the desk sees it when it looks.
        if ((call === "complete" || call === "put") && (fault === "lost" || fault === "cut")) await put;
        else await expect(put, String(fault)).rejects.toMatchObject(refused);
        proxy.heal();
        const left = await bucket.listAll();
        expect(["", KEY], `${call} ${fault}`).toContain(left.join());
        if (left.length > 0) expect(await storage.check(object()), String(fault)).toBe("intact");
        await storage.put(object());
        expect(await bucket.listAll(), String(fault)).toEqual([KEY]);
      }),
    );
  });

  it("leaves no open upload when giving up fails once, and the sweep finds it when giving up fails for good", async () => {
    await together(FAULTS, (fault) =>
      scene(async ({ proxy, storage, bucket }) => {
        proxy.fail("part", 500, { after: 1 });
        proxy.fail("abort", fault, { times: 1 });
        await expect(storage.put(large)).rejects.toMatchObject(refused);
        expect(await bucket.listAll(), String(fault)).toEqual([]);
        proxy.fail("abort", fault);
        await expect(storage.put(large)).rejects.toMatchObject(refused);
        proxy.heal();
        await storage.sweep({ keep: async () => false });
        expect(await bucket.listAll(), String(fault)).toEqual([]);
      }),
    );
  });

  it.each<[string, (storage: Storage) => Promise<unknown>, S3Call, unknown]>([
    ["looks", (storage) => storage.stat(KEY), "head", { bytes: 600_000 }],
    ["checks", (storage) => storage.check(small), "get", "intact"],
    ["opens a file", (storage) => storage.withFile(KEY, async () => "used"), "get", "used"],
    ["sweeps", (storage) => storage.sweep({ keep: async () => false }), "list", 0],
    ["removes", (storage) => storage.remove(KEY), "delete", undefined],
  ])("once, is asked again by whoever %s; for good, says so", async (_what, work, call, result) => {
    await together(FAULTS, (fault) =>
      scene(async ({ proxy, storage }) => {
        await storage.put(small);
        proxy.fail(call, fault);
        // An object whose removal was done is gone, whether or not anybody heard of it.
        await expect(work(storage), String(fault)).rejects.toMatchObject(refused);
        proxy.heal();
        await storage.put(small);
        proxy.fail(call, fault, { times: 1 });
        expect(await work(storage), String(fault)).toEqual(result);
      }),
    );
  });

  it("ends the stream of a film in an error where the film ends early", async () => {
    await together(["cut", "trickle", "hang", "lost", "reset"], (fault) =>
      scene(async ({ proxy, storage }) => {
        await storage.put(small);
        proxy.fail("get", fault);
        const read = async () => new Response(await storage.open(KEY)).arrayBuffer();
        await expect(read(), String(fault)).rejects.toThrow(/./);
      }),
    );
  });

  it("is full, and says so", () =>
    scene(async ({ proxy, storage, bucket }) => {
      proxy.fail("put", 507);
      proxy.fail("part", 507, { after: 1 });
      for (const object of [small, large])
        await expect(storage.put(object)).rejects.toMatchObject({ kind: "unavailable", code: "storage_full" });
      expect(await bucket.listAll()).toEqual([]);
    }));

  it("takes no film that changes after it was hashed and before it has left", () =>
    scene(async ({ proxy, storage, bucket }) => {
      const film = await objectOf("changes.mp4", LARGE + 4 * PART);
      // The first part gets no answer and is sent once more; until then all the others have gone.
      proxy.fail("part", "hang", { times: 1 });
      const put = storage.put(film);
      put.catch(() => undefined);
      await eventually(() => Promise.resolve(proxy.calls.filter((call) => call === "part").length > 4));
      await writeFile(film.file, randomBytes(film.bytes));
      await expect(put).rejects.toMatchObject({ code: "storage_failed", message: expect.stringMatching(/changed/) });
      expect(await bucket.listAll()).toEqual([]);
    }));

  it("is left at once by a worker that has to stop, wherever it is", async () => {
    for (const call of ["head", "create", "part", "complete"] as const) {
      await scene(async ({ proxy, storage, bucket }) => {
        proxy.fail(call, "hang");
        const stop = new AbortController();
        const reason = new Error("stop");
        const put = storage.put({ ...large, signal: stop.signal });
        put.catch(() => undefined);
        await eventually(() => Promise.resolve(proxy.calls.includes(call)));
        stop.abort(reason);
        await expect(put, call).rejects.toBe(reason);
        expect(await bucket.listAll(), call).toEqual([]);
      });
    }
  });
});
