import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, expect, it } from "vitest";
import { strangerAt } from "@/lib/core/caller";
import { HOUR, SECOND } from "@/lib/core/time";
import { signedDownload } from "@/lib/edge/streams/film";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { delivering, recordOf, sha256 } from "@/lib/testing/delivering";
import { inside } from "@/lib/testing/people";
import { startSwift } from "@/lib/testing/servers/swift";
import { eventually } from "@/lib/testing/worker";
import { listLinks } from "./operations/list-links";
import { openLink } from "./operations/open-link";

const swift = await startSwift();
const bucket = await swift.makeBucket();
const now = new Date();
/** The desk has a temporary key, which ends before the links that it hands out. */
const keyEndsAt = new Date(now.getTime() + 10 * HOUR);
Object.assign(process.env, {
  STORAGE_DRIVER: "s3",
  S3_ENDPOINT: swift.endpoint,
  S3_REGION: swift.region,
  S3_BUCKET: bucket,
  S3_ACCESS_KEY_ID: swift.accessKeyId,
  S3_SECRET_ACCESS_KEY: swift.secretAccessKey,
  S3_KEY_EXPIRES_AT: keyEndsAt.toISOString(),
});

const desk = await delivering();
const credentials = { accessKeyId: swift.accessKeyId, secretAccessKey: swift.secretAccessKey };
const client = new S3Client({ endpoint: swift.endpoint, region: swift.region, forcePathStyle: true, credentials });
afterAll(async () => {
  client.destroy();
  await swift.close();
});

async function published() {
  const { body } = await desk.deliver({ settings: { metadata: { title: "Harbour at night" } } });
  const id = String(recordOf(body)["audit_log_id"]);
  const url = String(recordOf(body)["public_url"]);
  const token = url.split("/d/")[1] ?? "";
  const click = () => signedDownload(new Request(url), { params: Promise.resolve({ token }) });
  const led = async () => (await click()).headers.get("location") ?? "";
  return { id, token, click, led };
}

it("a link to a film in a bucket is signed anew on every click, and goes on working when an older address has ended", async () => {
  const { id, click, led } = await published();
  const answer = await click();
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([302, "no-store"]);
  const address = answer.headers.get("location") ?? "";
  expect(new URL(address).origin).toBe(swift.endpoint);
  const download = await fetch(address);
  expect(download.headers.get("content-disposition")).toContain('filename="Harbour at night.mp4"');
  expect(sha256(Buffer.from(await download.arrayBuffer()))).toBe(sha256(desk.film));

  const other = await eventually(async () => {
    const next = await led();
    return next !== address && next;
  });
  const signatureOf = (text: string) => new URL(text).searchParams.get("X-Amz-Signature");
  expect(signatureOf(other)).not.toBe(signatureOf(address));

  // The address of a click a minute ago, signed as the desk would have signed it then.
  const { key } = await db().copy.findFirstOrThrow({ where: { deliveryId: id } });
  const before = (seconds: number) =>
    getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), {
      expiresIn: 60,
      signingDate: new Date(Date.now() - seconds * SECOND),
    });
  expect((await fetch(await before(30))).status).toBe(200);
  expect((await fetch(await before(61))).status).toBe(403);
  expect((await fetch(await led())).status).toBe(200);
});

it("a link says when the key ends that signs for it, and with a new key it would work on", async () => {
  const { id, token } = await published();
  const [link] = (await perform(listLinks, { id }, inside)).items;
  expect(link).toMatchObject({
    limited_by: "signing_key",
    effective_expires_at: keyEndsAt.toISOString(),
    signing_ends_at: keyEndsAt.toISOString(),
  });
  expect(Date.parse(link?.expires_at ?? "")).toBeGreaterThan(now.getTime() + 71 * HOUR);
  const stranger = strangerAt("link", "links:follow", { requestId: "r", address: null });
  const late = new Date(keyEndsAt.getTime() + HOUR);
  expect((await perform(openLink, { token }, stranger, { now: late })).link_id).toBe(link?.id);
  expect((await perform(listLinks, { id }, inside, { now: late })).items[0]?.public_url).not.toBeNull();
});

it("a link whose film is not in the bucket any more says so, instead of leading nowhere", async () => {
  const { id, click } = await published();
  await db().copy.updateMany({ where: { deliveryId: id }, data: { key: "nothing/here.mp4" } });
  const answer = await click();
  expect([answer.status, await answer.json()]).toEqual([503, expect.objectContaining({ code: "storage_failed" })]);
});
