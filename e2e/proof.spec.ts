import { createHash } from "node:crypto";
import type { Proof } from "@/lib/domain/proof/contract";
import { expectAccessible } from "./fixtures/accessible";
import { expect, test } from "./fixtures/desk";
import { checksumOf } from "./fixtures/source";
import { ProofPage } from "./pages/proof-page";

test("a reviewer reads what the desk vouches for, and takes it along", async ({
  page,
  service,
  source,
  signedInAs,
  videoPage,
}) => {
  test.setTimeout(120_000);
  const title = `Vouched for ${crypto.randomUUID()}`;
  const final = source.serve();
  const { record, videoId } = await service.publish(final, { title });
  await service.get(record.public_url);
  await signedInAs("reviewer");
  await videoPage.open(videoId);
  await videoPage.untilFinished();
  const panel = page.getByRole("region", { name: "Proof of delivery" });
  await expect(panel.getByRole("listitem")).toHaveText([
    /^QC passed\s*report qc_e2e/,
    /^Checksum verified twice\s*claimed = computed = stored/,
    /^Stored, \d replicas?\s*local:\/\/stories/,
    /^Link expires in \d+ h\s*signed for 72 h; the desk allows 168 h/,
    /^Fetched \d+ times?\s*last by/,
    /^Staging copy\s*deleted in 6 d 23 h/,
    /^Delivered .*on the first try$/,
  ]);
  await panel.getByRole("link", { name: "Full proof" }).click();

  const proofPage = new ProofPage(page);
  await expect(proofPage.summary).toContainText(title);
  await expect(proofPage.summary).toContainText(final.checksum);
  await expect(page.getByText(/^downloaded by whoever had link/)).toBeVisible();
  // The worker chains what is new every other second, and the page follows.
  await expect(proofPage.trail.getByText(/entries are as they were chained/)).toBeVisible();
  await expect(proofPage.trail.getByText("too new for a link")).toHaveCount(0, { timeout: 20_000 });
  await expect(proofPage.trail.getByText("Verify and publish a delivery")).toBeVisible();
  await expectAccessible(page, "a proof");

  const json = await proofPage.save(proofPage.json);
  expect(json.name).toBe(`${videoId}-proof.json`);
  const { digest, ...bare } = JSON.parse(json.bytes.toString()) as Proof;
  expect(`sha256:${createHash("sha256").update(JSON.stringify(bare)).digest("hex")}`).toBe(digest);
  expect(bare).toMatchObject({ video: { title }, audit: { chain: { holds: true } } });
  const pdf = await proofPage.save(proofPage.pdf);
  expect(pdf.name).toBe(`${title}, proof of delivery.pdf`);
  expect(pdf.bytes.subarray(0, 5).toString()).toBe("%PDF-");
});

test("in a narrow window a proof is found, read and taken along as well", async ({
  page,
  service,
  source,
  signedInAs,
  videoPage,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { videoId } = await service.publish(source.serve(), { title: "On the way" });
  await signedInAs("reviewer");
  await videoPage.open(videoId);
  await page.getByRole("region", { name: "Proof of delivery" }).getByRole("link", { name: "Full proof" }).click();
  const proofPage = new ProofPage(page);
  await expect(proofPage.summary).toContainText("On the way");
  await expect(proofPage.trail.getByText("Verify and publish a delivery")).toBeVisible();
  expect((await proofPage.save(proofPage.json)).name).toBe(`${videoId}-proof.json`);
  expect((await proofPage.save(proofPage.pdf)).bytes.subarray(0, 5).toString()).toBe("%PDF-");
});

test("on paper the proof stands alone", async ({ page, service, source, signedInAs }) => {
  const { videoId } = await service.publish(source.serve(), { title: "On paper" });
  await signedInAs("manager");
  const proofPage = new ProofPage(page);
  await proofPage.open(videoId);
  await expect(proofPage.summary).toContainText("On paper");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("navigation", { name: "Desk" })).toBeHidden();
  await expect(proofPage.pdf).toBeHidden();
  await expect(proofPage.trail).toContainText(/\d{1,2} \w{3,4} \d{4}, \d{2}:\d{2}:\d{2} /);
  const colour = await proofPage.summary.evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(colour).toBe("rgb(255, 255, 255)");
});

test("a proof without a published film, without a video, and without an answer", async ({
  page,
  service,
  source,
  signedInAs,
}) => {
  test.setTimeout(120_000);
  const title = `Never came ${crypto.randomUUID()}`;
  const refused = await service.deliver(source.serve(), { title, checksum: checksumOf(Buffer.from(title)) });
  expect(refused.status()).toBe(422);
  const list = (await (await service.get(`/api/v1/videos?q=${title}`)).json()) as { items: { id: string }[] };
  const id = list.items[0]?.id ?? "";
  await signedInAs("manager");
  const proofPage = new ProofPage(page);
  await proofPage.open(id);
  await expect(page.getByText("Nothing has been published yet.")).toBeVisible();
  await expect(page.getByText("Checksum does not match")).toBeVisible();
  await expectAccessible(page, "a proof of what failed");

  await proofPage.open("vid_00000000000000000000");
  await expect(page.getByText("There is no such video on the desk.")).toBeVisible();

  await page.route("**/proof", (route) =>
    route.request().resourceType() === "fetch" ? route.abort() : route.continue(),
  );
  await proofPage.open(id);
  await expect(page.getByText("The proof could not be loaded.")).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page, "a proof that did not come");
  await page.unroute("**/proof");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(proofPage.summary).toContainText(title);
});
