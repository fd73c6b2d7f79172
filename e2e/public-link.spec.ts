import type { APIResponse } from "@playwright/test";
import { linkToken } from "@/lib/domain/deliveries/link-token";
import { expectAccessible } from "./fixtures/accessible";
import { expect, test } from "./fixtures/desk";
import { runningDesk } from "./fixtures/running-desk";
import { checksumOf } from "./fixtures/source";

/** The `request` of these stories has no session: it is the stranger who was sent the link. */

test("whoever has the link downloads the same bytes, until it is revoked", async ({
  page,
  context,
  request,
  service,
  source,
  signedInAs,
  videoPage,
}) => {
  const final = source.serve();
  const { videoId } = await service.publish(final, { title: "For the festival" });
  await signedInAs("manager");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await videoPage.open(videoId);

  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const first = await page.evaluate(() => navigator.clipboard.readText());
  expect(first).toBe(await videoPage.link.inputValue());
  expect(checksumOf(await (await request.get(first)).body())).toBe(final.checksum);

  await videoPage.renewLink();
  await expect(page.getByText("A fresh link is ready")).toBeVisible();
  await expect(videoPage.link).not.toHaveValue(first);
  const second = await videoPage.link.inputValue();
  expect((await request.get(second)).status()).toBe(200);
  expect((await request.get(first)).status(), "links handed out before keep working").toBe(200);

  await videoPage.revokeLink();
  await expect(videoPage.link).toHaveValue(first);
  await expectRefused(await request.get(second));
  expect((await request.get(first)).status()).toBe(200);
});

test("an altered, a made-up and an expired link are refused alike", async ({ request, service, source }) => {
  const { record } = await service.publish(source.serve());
  const url = record.public_url;
  const last = url.endsWith("A") ? "B" : "A";
  await expectRefused(await request.get(`${url.slice(0, -1)}${last}`));
  await expectRefused(await request.get(url.replace(/\.(\d+)\./, (_, exp: string) => `.${Number(exp) + 3600}.`)));
  await expectRefused(await request.get("/d/anything"));

  // Signed with the desk's own secret, for a moment that has passed.
  process.env["MARQUEE_DATA_DIR"] = runningDesk().dataDir;
  const [, id = ""] = url.slice(url.lastIndexOf("/") + 1).split(".");
  const lapsed = linkToken({ id, expiresAt: new Date(Date.now() - 60_000) });
  await expectRefused(await request.get(`/d/${lapsed}`));
});

test("whoever follows a dead link in a browser reads why, and what to do", async ({ page }) => {
  const answer = await page.goto("/d/anything");
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "This link leads to no film" })).toBeVisible();
  await expect(page.getByText("Ask for a fresh one.")).toBeVisible();
  const corners = await page.getByRole("main").evaluate((element) => getComputedStyle(element).borderRadius);
  expect(corners, "its style is let in").toBe("12px");
  expect(answer?.headers()["cache-control"]).toBe("no-store");
  await expectAccessible(page, "a dead link");
});

test("a link gives any part of the film, and says how much there is", async ({ request, service, source }) => {
  const final = source.serve();
  const { record } = await service.publish(final);
  const size = final.bytes.length;
  const ask = (range: string) => request.get(record.public_url, { headers: { range } });

  const part = await ask("bytes=1000-2999");
  expect(part.status()).toBe(206);
  expect(part.headers()).toMatchObject({
    "content-security-policy": expect.stringMatching(/frame-ancestors 'none'.*sandbox/),
    "cross-origin-resource-policy": "cross-origin",
    "content-range": `bytes 1000-2999/${size}`,
    "content-length": "2000",
    "accept-ranges": "bytes",
    "content-type": "video/mp4",
  });
  expect(Buffer.compare(await part.body(), final.bytes.subarray(1000, 3000))).toBe(0);

  const tail = await ask("bytes=-500");
  expect(tail.headers()["content-range"]).toBe(`bytes ${size - 500}-${size - 1}/${size}`);
  expect(Buffer.compare(await tail.body(), final.bytes.subarray(-500))).toBe(0);

  const beyond = await ask(`bytes=${size}-`);
  expect(beyond.status()).toBe(416);
  expect(beyond.headers()["content-range"]).toBe(`bytes */${size}`);

  const several = await ask("bytes=0-9,20-29");
  expect(several.status()).toBe(200);
  expect(checksumOf(await several.body())).toBe(final.checksum);
});

test("HEAD tells the size and sends nothing; the name of the file is the title", async ({
  request,
  service,
  source,
}) => {
  const final = source.serve();
  const { record } = await service.publish(final, { title: "Über “Nacht” / 夜: 1%; final" });
  const head = await request.head(record.public_url);
  expect(head.status()).toBe(200);
  expect(head.headers()["content-length"]).toBe(String(final.bytes.length));
  expect((await head.body()).length).toBe(0);

  const disposition = head.headers()["content-disposition"] ?? "";
  expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+\.mp4"; filename\*=UTF-8''/);
  const [, encoded = ""] = /filename\*=UTF-8''(\S+)$/.exec(disposition) ?? [];
  expect(decodeURIComponent(encoded)).toBe("Über “Nacht” 夜 1%; final.mp4");
});

async function expectRefused(answer: APIResponse): Promise<void> {
  expect(answer.status()).toBe(403);
  expect(answer.headers()["content-type"]).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({ status: 403, code: "link_refused" });
}
