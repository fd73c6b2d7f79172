import { createHash, randomBytes } from "node:crypto";
import { readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Source } from "@/lib/infra/outbound/open-source";
import { openSource } from "@/lib/infra/outbound/open-source";
import { serve, serveRaw, type SourceServer } from "@/lib/testing/servers/misbehaving-server";
import { dataFolder } from "./data-folder";
import { dropStaged } from "./drop-staged";
import { stageSource } from "./stage-source";
import { sweepStaging } from "./sweep-staging";

const MB = 1_000_000;
const part = { deliveryId: "dist_0123456789abcdef0123", run: 1 };
const NAME = "dist_0123456789abcdef0123.1.part";
const staged = async () => readdir(await dataFolder("staging"));

beforeEach(async () => {
  await sweepStaging({ keep: async () => false });
});

const open = (server: SourceServer): Promise<Source> =>
  openSource({ url: server.url, allow: [server.host], maxBytes: 100 * MB });

/** A source without a network, closed or not. */
function sourceOf(body: AsyncIterable<Uint8Array>, length: number | null = null) {
  const source = { body, length, closed: 0, close: async () => void (source.closed += 1) };
  return source;
}

describe("staging a source", () => {
  it("puts its very bytes on the disk and hashes them on the way", async () => {
    const film = randomBytes(5 * MB + 7);
    const server = await serve((_request, response) => response.end(film));
    const progress: number[] = [];
    const result = await stageSource({
      ...part,
      source: await open(server),
      onProgress: (bytes) => progress.push(bytes),
    });
    expect(result).toMatchObject({ bytes: film.byteLength, sha256: createHash("sha256").update(film).digest("hex") });
    expect(film.equals(await readFile(result.path))).toBe(true);
    expect(await staged()).toEqual([NAME]);
    expect(progress.length).toBeGreaterThan(3);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(film.byteLength);
  });

  it("begins anew over what an earlier try left", async () => {
    await writeFile(join(await dataFolder("staging"), NAME), Buffer.alloc(MB));
    const server = await serve((_request, response) => response.end("film"));
    const { path } = await stageSource({ ...part, source: await open(server) });
    expect(await readFile(path, "utf8")).toBe("film");
  });

  it("leaves nothing when the source breaks off", async () => {
    const server = await serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n");
      socket.write(Buffer.alloc(3 * MB), () => socket.end());
    });
    await expect(stageSource({ ...part, source: await open(server) })).rejects.toMatchObject({
      code: "source_unreachable",
    });
    expect(await staged()).toEqual([]);
  });

  it("leaves nothing when the worker stops", async () => {
    const stop = new AbortController();
    const endless = sourceOf(
      (async function* () {
        for (;;) yield randomBytes(100_000);
      })(),
    );
    const reason = new Error("stop");
    const onProgress = (bytes: number) => void (bytes > 3 * MB && stop.abort(reason));
    await expect(stageSource({ ...part, source: endless, onProgress, signal: stop.signal })).rejects.toBe(reason);
    expect([endless.closed, await staged()]).toEqual([1, []]);
  });

  it("does not begin where there is no room", async () => {
    let asked = false;
    const body = (async function* () {
      asked = true;
      yield Buffer.alloc(1);
    })();
    const huge = sourceOf(body, 2 ** 60);
    await expect(stageSource({ ...part, source: huge })).rejects.toMatchObject({
      kind: "unavailable",
      code: "storage_full",
    });
    expect([asked, huge.closed, await staged()]).toEqual([false, 1, []]);
  });

  it("leaves nothing when the disk is full in the middle", async () => {
    // Every write to this device of the kernel ends with ENOSPC.
    await symlink("/dev/full", join(await dataFolder("staging"), NAME));
    const server = await serve((_request, response) => response.end(Buffer.alloc(5 * MB)));
    await expect(stageSource({ ...part, source: await open(server) })).rejects.toMatchObject({ code: "storage_full" });
    expect(await staged()).toEqual([]);
  });
});

describe("what dead runs left", () => {
  it("is swept, what others still want and what is not ours to judge is kept", async () => {
    const folder = await dataFolder("staging");
    for (const name of ["dist_a.1.part", "dist_a.2.part", "dist_b.1.part", "notes.txt"])
      await writeFile(join(folder, name), "x");
    const removed = await sweepStaging({ keep: async ({ deliveryId, run }) => deliveryId === "dist_a" && run === 2 });
    expect(removed.toSorted()).toEqual(["dist_a.1.part", "dist_b.1.part"]);
    expect((await staged()).toSorted()).toEqual(["dist_a.2.part", "notes.txt"]);
  });

  it("is dropped one by one, and dropping what is not there is no error", async () => {
    await writeFile(join(await dataFolder("staging"), NAME), "x");
    await dropStaged(part);
    await dropStaged(part);
    expect(await staged()).not.toContain(NAME);
    await expect(dropStaged({ deliveryId: "../evil", run: 1 })).rejects.toThrow("not fit to name a file");
  });
});
