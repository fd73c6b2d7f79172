import { expectAccessible } from "./fixtures/accessible";
import { expect, test } from "./fixtures/desk";
import type { Service } from "./fixtures/service";
import type { ServeOptions, Source } from "./fixtures/source";
import { checksumOf } from "./fixtures/source";
import { ComparePage } from "./pages/compare-page";

/** Delivers cuts of one concept, one after the other. */
async function deliverCuts(
  { service, source }: { service: Service; source: Source },
  title: string,
  files: readonly NonNullable<ServeOptions["file"]>[],
) {
  const concept = crypto.randomUUID();
  const cuts = [];
  for (const file of files) {
    const final = source.serve({ file });
    cuts.push({ final, ...(await service.publish(final, { title, concept })) });
  }
  return { concept, cuts };
}

const SAME = ["bread-first-rise-v1.mp4", "bread-first-rise-v2.mp4"] as const;

test("a new cut becomes the current one, and the old one stays to be watched and downloaded", async ({
  page,
  service,
  source,
  signedInAs,
  videoPage,
}) => {
  const { cuts } = await deliverCuts({ service, source }, "A cut above", SAME);
  const [first, second] = cuts;
  await signedInAs("reviewer");
  await videoPage.open(first?.videoId ?? "");
  await videoPage.untilFinished();
  const notice = page.getByRole("complementary", { name: "Another version is current" });
  await expect(notice).toContainText("v2 is current.");
  expect((await videoPage.save()).checksum).toBe(first?.final.checksum);

  const versions = page.getByRole("region", { name: "Versions" });
  await expect(versions.getByRole("listitem")).toHaveText([/^v2 current.*kB/, /^v1.*kB/]);
  await expectAccessible(page, "an older version");
  await notice.getByRole("link", { name: "Open v2" }).click();
  await expect(page).toHaveURL(new RegExp(`${second?.videoId}$`));
  await expect(versions.getByRole("listitem").first()).toContainText("v2 current");
  await expect(notice).toBeHidden();
});

test("a cut that fails does not take the title away", async ({ page, service, source, signedInAs, videoPage }) => {
  const { cuts, concept } = await deliverCuts({ service, source }, "Still the one", [SAME[0]]);
  const refused = await service.deliver(source.serve({ file: SAME[1] }), {
    title: "Still the one",
    concept,
    checksum: checksumOf(Buffer.from(concept)),
  });
  expect(refused.status()).toBe(422);
  await signedInAs("manager");
  await videoPage.open(cuts[0]?.videoId ?? "");
  const versions = page.getByRole("region", { name: "Versions" });
  await expect(versions.getByRole("listitem")).toHaveText([/^v2failed/, /^v1 current/]);
  await expect(page.getByRole("complementary", { name: "Another version is current" })).toBeHidden();
  await versions.getByRole("link", { name: "v2" }).click();
  await expect(page.getByRole("complementary", { name: "Another version is current" })).toContainText("v1 is current.");

  const comparePage = new ComparePage(page);
  await comparePage.open(cuts[0]?.videoId ?? "");
  await expect(page.getByText("v2 cannot be played.")).toBeVisible();
  await expectAccessible(page, "a comparison with a failed version");
});

for (const { width, height } of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`two versions play in step, ${width} wide`, async ({ page, service, source, signedInAs }) => {
    const { cuts } = await deliverCuts({ service, source }, "In step", SAME);
    const [first = "", second = ""] = cuts.map(({ videoId }) => videoId);
    await page.setViewportSize({ width, height });
    await signedInAs("manager");
    const comparePage = new ComparePage(page);
    await comparePage.open(first, second);
    await comparePage.untilSettled();
    expect(await comparePage.sides()).toEqual(["v1", "v2"]);
    expect(await comparePage.muted()).toEqual([false, true]);

    await page.keyboard.press("Space");
    await expect.poll(async () => Math.min(...(await comparePage.times()))).toBeGreaterThan(0.8);
    await expect.poll(() => comparePage.apart()).toBeLessThan(0.1);

    await comparePage.seekTo(0.5);
    await expect.poll(async () => Math.min(...(await comparePage.times()))).toBeGreaterThan(3.4);
    await expect.poll(() => comparePage.apart()).toBeLessThan(0.1);
    await comparePage.slider.blur();
    await page.keyboard.press("Space");
    await expect.poll(() => comparePage.paused()).toEqual([true, true]);
    await comparePage.untilSettled();
    expect(await comparePage.apart()).toBeLessThan(0.02);

    // Their films have 24 frames a second; a step ends in the middle of one.
    const before = Math.floor(((await comparePage.times())[0] ?? 0) * 24 + 0.01);
    await page.keyboard.press(".");
    await page.keyboard.press(".");
    await page.keyboard.press(",");
    await comparePage.untilSettled();
    await expect
      .poll(async () => (await comparePage.times()).map((at) => at * 24 - before))
      .toEqual([expect.closeTo(1.5, 1), expect.closeTo(1.5, 1)]);

    await page.keyboard.press("s");
    await expect.poll(() => comparePage.sides()).toEqual(["v2", "v1"]);
    await expect(page).toHaveURL(new RegExp(`${second}/compare\\?with=${first}$`));
    await comparePage.untilSettled();
    expect(await comparePage.apart()).toBeLessThan(0.02);

    await page.getByRole("button", { name: "Sound of the right version" }).click();
    expect(await comparePage.muted()).toEqual([true, false]);
    await page.getByRole("button", { name: "One over the other" }).click();
    const edge = page.getByRole("slider", { name: /left version ends/ });
    await edge.focus();
    await page.keyboard.press("ArrowLeft");
    await expect(edge).toHaveValue("49");
  });
}

test("of two lengths the shorter holds its last picture while the longer goes on", async ({
  page,
  service,
  source,
  signedInAs,
}) => {
  const { cuts } = await deliverCuts({ service, source }, "Longer", [
    "bread-first-rise-v1.mp4",
    "harbour-at-night.mp4",
  ]);
  const [shorter = "", longer = ""] = cuts.map(({ videoId }) => videoId);
  await signedInAs("manager");
  const comparePage = new ComparePage(page);
  await comparePage.open(shorter, longer);
  await comparePage.untilSettled();
  await comparePage.seekTo(0.9);
  await comparePage.untilSettled();
  const [short = 0, long = 0] = await comparePage.times();
  expect(long).toBeGreaterThan(8.5);
  expect(short).toBeGreaterThan(6.9);
  expect(short).toBeLessThan(7.2);
  await page.keyboard.press("Space");
  await expect.poll(async () => (await comparePage.times())[1]).toBeGreaterThan(9.8);
  await expect(comparePage.play).toBeVisible();
  await expect(page.getByText(/of 10 differ/)).toBeVisible();
});

test("what is compared is chosen, and what cannot be is said", async ({ page, service, source, signedInAs }) => {
  test.setTimeout(120_000);
  const { cuts } = await deliverCuts({ service, source }, "Three of them", [...SAME, SAME[0]]);
  const [first = "", second = "", third = ""] = cuts.map(({ videoId }) => videoId);
  await signedInAs("reviewer");
  const comparePage = new ComparePage(page);
  await comparePage.open(first);
  await comparePage.untilSettled();
  expect(await comparePage.sides()).toEqual(["v1", "v3"]);
  await expectAccessible(page, "a comparison");
  await comparePage.choose("Right", /^v2/);
  await expect.poll(() => comparePage.sides()).toEqual(["v1", "v2"]);
  await comparePage.choose("Left", /^v2/);
  await expect.poll(() => comparePage.sides()).toEqual(["v2", "v1"]);
  await comparePage.choose("Left", /^v3/);
  await expect.poll(() => comparePage.sides()).toEqual(["v3", "v1"]);
  await expect(page).toHaveURL(new RegExp(`${third}/compare\\?with=${first}$`));
  await page.getByRole("button", { name: "One over the other" }).click();
  await expectAccessible(page, "one over the other");

  await comparePage.open(first, first);
  await expect(page.getByText("That is no other version of this video.")).toBeVisible();
  await page.getByRole("button", { name: "Compare with another version" }).click();
  await expect.poll(() => comparePage.sides()).toEqual(["v1", "v3"]);

  const alone = await service.publish(source.serve(), { title: "Alone" });
  await comparePage.open(alone.videoId);
  await expect(page.getByText("There is one version of this video.")).toBeVisible();
  await expectAccessible(page, "a comparison of one");
  await comparePage.open("vid_00000000000000000000", second);
  await expect(page.getByText("There is no such video on the desk.")).toBeVisible();
});
