import { personOf } from "./fixtures/running-desk";
import { checksumOf } from "./fixtures/source";
import { expect, test } from "./fixtures/desk";

test("a service delivers; a manager finds the film, watches it, seeks in it and downloads the very bytes", async ({
  page,
  service,
  source,
  signInPage,
  videosPage,
  videoPage,
}) => {
  const title = `The tide table ${crypto.randomUUID().slice(0, 8)}`;
  const final = source.serve({ file: "harbour-at-night.mp4" });

  const answer = await service.deliver(final, { title, project: "tides", tags: ["sea"] });
  expect(answer.status()).toBe(201);
  expect(await answer.json()).toEqual({
    distribution_record: {
      storage_location: expect.stringMatching(/^local:\/\/tides\/dist_[0-9a-f]{20}\.mp4$/),
      public_url: expect.stringContaining("/d/"),
      expires_at: expect.stringMatching(/Z$/),
      metadata: {
        title,
        duration_seconds: expect.closeTo(final.seconds, 1),
        checksum: final.checksum,
        tags: ["sea"],
      },
      audit_log_id: expect.stringMatching(/^dist_[0-9a-f]{20}$/),
    },
  });

  await signInPage.open();
  await signInPage.signIn(personOf("manager"));
  await expect(page).toHaveURL(/\/desk\/videos$/);
  await videosPage.search.fill(title);
  await expect(videosPage.count).toHaveText(/^1 video ·/);
  await videosPage.watch(title);
  await expect(videoPage.heading).toHaveText(title);
  await expect(videoPage.state("published")).toBeVisible();

  // The film comes in byte ranges, so that a long one can be watched from its middle.
  const ranged = page.waitForResponse((response) => response.url().endsWith("/file") && response.status() === 206);
  await page.reload();
  expect((await ranged).request().headers()["range"]).toMatch(/^bytes=\d+-/);

  await videoPage.play.click();
  await expect.poll(() => videoPage.at()).toBeGreaterThan(0.4);
  await page.keyboard.press("k");
  await expect.poll(() => videoPage.paused()).toBe(true);

  await videoPage.clickSlider(0.5);
  await expect.poll(() => videoPage.at()).toBeGreaterThan(final.seconds * 0.4);
  expect(await videoPage.at()).toBeLessThan(final.seconds * 0.6);

  const middle = await videoPage.at();
  await videoPage.slider.press("ArrowLeft");
  await expect.poll(() => videoPage.at()).toBeCloseTo(Math.max(0, middle - 5), 1);
  await page.keyboard.press("9");
  await expect.poll(() => videoPage.at()).toBeCloseTo(final.seconds * 0.9, 0);

  expect(await videoPage.save()).toEqual({ name: `${title}.mp4`, checksum: final.checksum });
  expect(checksumOf(final.bytes)).toBe(final.checksum);
});

test("the same asset delivered twice is one record, and nothing is copied", async ({ service, source }) => {
  const final = source.serve();
  const first = await service.publish(final, { title: "Said twice" });
  const again = await service.deliver(final, { title: "Said twice, better" });
  expect(again.status()).toBe(200);
  const { distribution_record: record } = (await again.json()) as { distribution_record: typeof first.record };
  expect(record.audit_log_id).toBe(first.record.audit_log_id);
  expect(record.metadata.title).toBe("Said twice, better");
});

test("twenty megabytes arrive whole and leave whole", async ({ page, service, source, signedInAs, videoPage }) => {
  const final = source.serve({ padTo: 20_000_000 });
  const { videoId } = await service.publish(final, { title: "A heavy film" });
  await signedInAs("manager");
  await videoPage.open(videoId);
  await expect(page.getByText("20.0 MB", { exact: true })).toBeVisible();
  expect(await videoPage.save()).toEqual({ name: "A heavy film.mp4", checksum: final.checksum });
});
