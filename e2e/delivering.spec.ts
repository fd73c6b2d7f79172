import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/desk";

test.beforeEach(async ({ signedInAs, videosPage }) => {
  await signedInAs("manager");
  await videosPage.open();
  await videosPage.openDeliver();
});

test("what is wrong with a delivery is said at its field, and nothing is delivered", async ({ videosPage }) => {
  await videosPage.fillIn({
    address: "https://example.org/final.mp4",
    checksum: "md5:abc",
    length: "a while",
    project: "Not A Name",
  });
  await videosPage.send();
  await expect(videosPage.dialog.getByRole("alert")).toContainText("Nothing was delivered.");
  await expect(videosPage.field("Checksum")).toHaveAccessibleDescription(/sha256: and 64 lowercase hex digits/);
  await expect(videosPage.field("Length")).toHaveAccessibleDescription("Say how long it is, in seconds or as 2:13.");
  await expect(videosPage.field("Project")).toHaveAccessibleDescription(/a-z, 0-9, dot, underscore and hyphen/);
  await expect(videosPage.field("Address of the MP4")).not.toHaveAttribute("aria-invalid");

  await videosPage.fillIn({
    address: "http://169.254.169.254/latest.mp4",
    checksum: `sha256:${"0".repeat(64)}`,
    length: "0:10",
    project: "",
  });
  await videosPage.send();
  await expect(videosPage.field("Address of the MP4")).toHaveAttribute("aria-invalid", "true");
  await expect(videosPage.field("Address of the MP4")).toHaveAccessibleDescription(/.+\.$/);
  await expect(videosPage.field("Checksum")).not.toHaveAttribute("aria-invalid");
});

test("what did not pass QC is refused with a sentence", async ({ source, videosPage }) => {
  const final = source.serve();
  await videosPage.fillIn({
    address: final.url,
    checksum: final.checksum,
    length: String(final.seconds),
    verdict: "Failed",
  });
  await videosPage.send();
  await expect(videosPage.field("QC verdict")).toHaveAccessibleDescription(
    'The QC report says "fail", and only what passed is delivered.',
  );
  await expect(videosPage.dialog).toBeVisible();
});

test("a delivery is followed from fetching to published without a reload, and gets its poster", async ({
  page,
  source,
  videosPage,
  videoPage,
}) => {
  const title = `By hand ${crypto.randomUUID().slice(0, 8)}`;
  const final = source.serve({ held: true, file: "nine-windows.mp4" });
  await videosPage.fillIn({
    title,
    address: final.url,
    checksum: final.checksum,
    length: String(final.seconds),
    project: "stories",
  });
  await videosPage.send();

  await expect(page).toHaveURL(/\/desk\/videos\/vid_/);
  await expect(page.getByText(`“${title}” is on its way`)).toBeVisible();
  await expect(videoPage.heading).toHaveText(title);
  await expect(videoPage.state("fetching")).toBeVisible();
  await expect(videoPage.download).toHaveCount(0);
  await markPage(page);

  await page.getByRole("link", { name: "All videos" }).click();
  const card = videosPage.card(title);
  await expect(card.getByText("fetching", { exact: true })).toBeVisible();
  final.release();
  await expect(card.getByText("published", { exact: true })).toBeVisible();
  await expect(card.locator("img")).toBeVisible();
  await expect
    .poll(() => card.locator("img").evaluate((img: HTMLImageElement) => img.naturalWidth))
    .toBeGreaterThan(100);

  await videosPage.watch(title);
  await expect(videoPage.state("published")).toBeVisible();
  await expect(videoPage.film).toHaveAttribute("poster", /\/poster$/);
  expect((await videoPage.save()).checksum).toBe(final.checksum);
  expect(await isMarked(page), "the page was never loaded anew").toBe(true);
});

test("a wrong checksum ends in failed, with the reason and a retry", async ({
  page,
  source,
  videosPage,
  videoPage,
}) => {
  const final = source.serve();
  const other = source.serve();
  await videosPage.fillIn({
    title: "Not what was promised",
    address: final.url,
    checksum: other.checksum,
    length: String(final.seconds),
  });
  await videosPage.send();
  await expect(videoPage.state("failed")).toBeVisible();
  const reason = page.getByRole("main").getByRole("alert");
  await expect(reason).toContainText("This delivery failed.");
  await expect(reason).toContainText(final.checksum.slice(0, 20));
  await expect(page.getByText("Nothing was stored under its final name. checksum_mismatch")).toBeVisible();

  await videoPage.retry.click();
  await expect(page.getByText("This is try 2.")).toBeVisible();
  await expect(videoPage.state("failed")).toBeVisible();
  await expect(page.getByText("marked it failed"), "the history tells of both tries").toHaveCount(2);
});

test("a source that was away is retried by hand, and the film is published", async ({
  page,
  source,
  videosPage,
  videoPage,
}) => {
  const final = source.serve({ missing: true });
  await videosPage.fillIn({
    title: "Late to the server",
    address: final.url,
    checksum: final.checksum,
    length: String(final.seconds),
  });
  await videosPage.send();
  await expect(videoPage.state("failed")).toBeVisible();
  await expect(page.getByText("source_unreachable")).toBeVisible();

  final.release();
  await videoPage.retry.click();
  await expect(videoPage.state("published")).toBeVisible();
  await expect(page.getByText(/on try 2/)).toBeVisible();
  expect((await videoPage.save()).checksum).toBe(final.checksum);
});

/** A mark that a reload would wipe away. */
async function markPage(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute("data-marked", ""));
}

const isMarked = (page: Page) => page.evaluate(() => document.documentElement.hasAttribute("data-marked"));
