import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { stores } from "@/lib/infra/storage/stores";
import { call, keyOfRole } from "@/lib/testing/call";
import { allVerified, copiesOn, deliverKept, spoil, toldOf } from "@/lib/testing/copies";
import { delivering } from "@/lib/testing/delivering";
import { startSwift } from "@/lib/testing/servers/swift";
import { eventually } from "@/lib/testing/worker";

const swift = await startSwift();
const bucket = await swift.makeBucket();
const { host } = new URL(swift.endpoint);
const credentials = { accessKeyId: swift.accessKeyId, secretAccessKey: swift.secretAccessKey };
const [id, secret] = [swift.accessKeyId, swift.secretAccessKey].map(encodeURIComponent);
process.env["STORAGE_REPLICAS"] = `s3+http://${id}:${secret}@${host}/${bucket}?region=${swift.region}`;

const desk = await delivering();
const client = new S3Client({ endpoint: swift.endpoint, region: swift.region, forcePathStyle: true, credentials });
afterAll(async () => {
  client.destroy();
  await swift.close();
});

const inBucket = async (key: string) => {
  const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return Buffer.from((await body?.transformToByteArray()) ?? []);
};
const check = (delivery: string) =>
  call("POST", "/api/v1/deliveries/{id}/copies/check", { key: desk.key, params: { id: delivery } });

describe("a replica in a bucket", () => {
  it("is verified there, told where it is altered, and written anew; and heals the first copy in its turn", async () => {
    const film = await deliverKept(desk, 2);
    expect(desk.film.equals(await inBucket(film.key))).toBe(true);

    const other = Buffer.from(desk.film).fill(7, 5000, 6000);
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: film.key, Body: other }));
    await check(film.id);
    await eventually(async () => (await toldOf(film.id)).length === 2);
    await allVerified(film.id, 2);
    expect(desk.film.equals(await inBucket(film.key))).toBe(true);

    await spoil(join(desk.dataDir, "storage"), film.key);
    await check(film.id);
    await eventually(async () => (await toldOf(film.id)).length === 4);
    expect((await toldOf(film.id)).map(({ type, payload }) => [type, payload["store"], payload["finding"]])).toEqual([
      ["copy.lost", `s3:${host}/${bucket}`, "altered"],
      ["copy.healed", `s3:${host}/${bucket}`, undefined],
      ["copy.lost", "local", "altered"],
      ["copy.healed", "local", undefined],
    ]);
    const [local] = stores();
    const facts = { key: film.key, bytes: desk.film.length, sha256: await sha256Of(film.id) };
    expect(await local?.check(facts)).toBe("intact");
  });

  it("takes over every film of the data dir, and no credential is told", async () => {
    const film = await deliverKept(desk, 2);
    const admin = await keyOfRole("admin");
    const target = `s3:${host}/${bucket}`;
    const body = { source: "local", target, remove_source: true };
    const begun = await call("POST", "/api/v1/storage-moves", { key: admin, body });
    const params = { id: String(begun.body["id"]) };
    const move = await eventually(async () => {
      const { body: now } = await call("GET", "/api/v1/storage-moves/{id}", { key: admin, params });
      return now["status"] !== "running" && now;
    });
    expect(move).toMatchObject({ status: "finished", failed: 0, done: move["total"] });
    expect(await copiesOn(film.id)).toMatchObject([{ store: target, state: "verified" }]);
    const left = await readdir(join(desk.dataDir, "storage"), { recursive: true });
    expect(left.filter((name) => name.endsWith(".mp4"))).toEqual([]);
    const told = JSON.stringify((await call("GET", "/api/v1/stores", { key: admin })).body);
    expect(told).toContain(target);
    for (const canary of [swift.secretAccessKey, secret ?? "", swift.accessKeyId]) expect(told).not.toContain(canary);
  });
});

const sha256Of = async (delivery: string) => {
  const { body } = await call("GET", "/api/v1/deliveries/{id}", { key: desk.key, params: { id: delivery } });
  return String(body["checksum"]).replace("sha256:", "");
};
