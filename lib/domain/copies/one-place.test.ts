import { mkdtempSync } from "node:fs";
import { readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { MARK } from "@/lib/infra/storage/mounted-folder";
import { stores } from "@/lib/infra/storage/stores";
import { call, keyOfRole } from "@/lib/testing/call";
import { copiesOn, deliverKept } from "@/lib/testing/copies";
import { delivering } from "@/lib/testing/delivering";
import { eventually } from "@/lib/testing/worker";
import { replicateCopies } from "./workers/replicate-copies";

const alias = join(mkdtempSync(join(tmpdir(), "marquee-alias-")), "alias");
process.env["STORAGE_REPLICAS"] = `local:${alias}`;
const desk = await delivering();
const primary = join(desk.dataDir, "storage");

it("one place by two names makes one copy, and a move from one to the other removes nothing", async () => {
  // The disk comes to be mounted, or the host gets its second name, after the settings were read.
  expect(stores()).toHaveLength(2);
  const { id, key } = await deliverKept(desk, 1);
  await symlink(primary, alias);
  await writeFile(join(primary, MARK), "");
  await expect(replicateCopies({ deliveryId: id })).rejects.toThrow("are one place");
  expect(await copiesOn(id)).toMatchObject([{ store: "local" }]);

  // As an earlier desk may have counted it.
  const [copy] = await copiesOn(id);
  if (copy) await db().copy.create({ data: { ...copy, store: `local:${alias}` } });
  const admin = await keyOfRole("admin");
  const body = { source: "local", target: `local:${alias}`, remove_source: true };
  const begun = await call("POST", "/api/v1/storage-moves", { key: admin, body });
  const params = { id: String(begun.body["id"]) };
  const move = await eventually(async () => {
    const { body: now } = await call("GET", "/api/v1/storage-moves/{id}", { key: admin, params });
    return now["status"] !== "running" && now;
  });
  expect(move).toMatchObject({ status: "stopped", done: 0, failed: 0 });
  expect(move["trouble"]).toContain("one place by two names");
  expect(desk.film.equals(await readFile(join(primary, key)))).toBe(true);
  expect((await readdir(primary)).filter((name) => name.startsWith("marquee-probe"))).toEqual([]);
}, 40_000);
