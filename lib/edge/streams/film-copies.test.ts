import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { call } from "@/lib/testing/call";
import { allVerified, copiesOn, deliverKept, toldOf } from "@/lib/testing/copies";
import { delivering, recordOf } from "@/lib/testing/delivering";
import { eventually } from "@/lib/testing/worker";
import { signedDownload } from "./film";

process.env["STORAGE_REPLICAS"] = `local:${mkdtempSync(join(tmpdir(), "marquee-replica-"))}`;
const desk = await delivering();

it("a film is read from the next store where the first has lost it, and its loss is noticed by that", async () => {
  const { id, key } = await deliverKept(desk, 2);
  const { body } = await call("GET", "/api/v1/deliveries/{id}", { key: desk.key, params: { id } });
  const url = String(recordOf(body)["public_url"]);
  await rm(join(desk.dataDir, "storage", key));

  const open = () =>
    signedDownload(new Request(url), { params: Promise.resolve({ token: url.split("/").at(-1) ?? "" }) });
  const answer = await open();
  expect(answer.status).toBe(200);
  expect(desk.film.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);

  await eventually(async () => (await toldOf(id)).length === 2);
  await allVerified(id, 2);
  expect((await toldOf(id)).map(({ type, payload }) => [type, payload["store"]])).toEqual([
    ["copy.lost", "local"],
    ["copy.healed", "local"],
  ]);
  // With the first copy there again, nobody is asked to look.
  const before = await copiesOn(id);
  expect((await open()).status).toBe(200);
  expect(await copiesOn(id)).toEqual(before);
});
