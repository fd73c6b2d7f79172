import { mkdtempSync } from "node:fs";
import { mkdir, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { log } from "@/lib/infra/log";
import { standingCopy } from "./standing-copy";

const replica = mkdtempSync(join(tmpdir(), "marquee-standing-"));
process.env["STORAGE_REPLICAS"] = `local:${replica}`;
const primary = join(process.env["MARQUEE_DATA_DIR"] ?? "", "storage");
afterAll(() => rm(replica, { recursive: true, force: true }));

const key = "spring/film.mp4";
const copies = [
  { store: "local", key },
  { store: `local:${replica}`, key },
];
const firstOf = async (bytes?: number) => (await standingCopy(copies, bytes)).storage.name;

beforeEach(async () => {
  for (const folder of [primary, replica]) {
    await mkdir(dirname(join(folder, key)), { recursive: true });
    await writeFile(join(folder, key), Buffer.alloc(1000));
  }
});

it("a film is read from the primary store, and from the next where that one is gone or was cut short", async () => {
  expect(await firstOf(1000)).toBe("local");
  await truncate(join(primary, key), 999);
  expect(await firstOf(1000)).toBe(`local:${replica}`);
  // Whoever does not know the length takes what is there.
  expect(await firstOf()).toBe("local");
  await rm(join(primary, key));
  expect(await firstOf(1000)).toBe(`local:${replica}`);
});

it("nobody is handed half a film for a whole one", async () => {
  for (const folder of [primary, replica]) await truncate(join(folder, key), 999);
  await expect(standingCopy(copies, 1000)).rejects.toMatchObject({ code: "storage_failed" });
});

it("the log names the object that a store did not answer for, in a field that is not blacked out", async () => {
  // A name that leads to itself cannot be read.
  await rm(join(primary, key));
  await symlink("film.mp4", join(primary, key));
  const said = vi.spyOn(log, "warn");
  try {
    expect(await firstOf(1000)).toBe(`local:${replica}`);
    expect(said.mock.calls[0]?.[0]).toMatchObject({ store: "local", object: key });
    expect(said.mock.calls[0]?.[0]).not.toHaveProperty("key");
  } finally {
    said.mockRestore();
    await rm(join(primary, key));
  }
});
