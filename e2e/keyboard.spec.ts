import { expect, test } from "./fixtures/desk";
import { expectFocusSeen, tabTo, walkThrough } from "./fixtures/focus";
import { personOf } from "./fixtures/running-desk";

test("the whole way by keyboard: sign in, search, walk, open, play, download", async ({
  page,
  signInPage,
  videosPage,
  videoPage,
}) => {
  const { email, password } = personOf("manager");
  await signInPage.open();
  await signInPage.untilReady();
  await page.keyboard.press("Tab");
  await expect(signInPage.email).toBeFocused();
  await expectFocusSeen(page);
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await expect(signInPage.password).toBeFocused();
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/desk/videos");

  await expect(videosPage.cards.first()).toBeVisible();
  await page.keyboard.press("/");
  await expect(videosPage.search).toBeFocused();
  await expectFocusSeen(page);
  await page.keyboard.type("hands-at");
  await expect(videosPage.cards).toHaveCount(2);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");

  const card = (at: number) => videosPage.cards.nth(at).getByRole("link");
  await page.keyboard.press("j");
  await expect(card(0)).toBeFocused();
  await expectFocusSeen(page);
  await page.keyboard.press("j");
  await expect(card(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(card(0)).toBeFocused();
  const title = (await card(0).textContent()) ?? "";
  await page.keyboard.press("Enter");
  await expect(videoPage.heading).toHaveText(title);

  await expect.poll(() => videoPage.film.evaluate((film: HTMLVideoElement) => film.readyState)).toBeGreaterThan(0);
  await page.keyboard.press("Space");
  await expect.poll(() => videoPage.at()).toBeGreaterThan(0.2);
  await page.keyboard.press("Space");
  await expect.poll(() => videoPage.paused()).toBe(true);

  await tabTo(page, "Download MP4");
  const saving = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await saving).suggestedFilename()).toBe(`${title}.mp4`);
});

test("every stop of every screen shows where the focus is", async ({
  page,
  service,
  signedInAs,
  videosPage,
  videoPage,
  settingsPage,
}) => {
  await service.get("/api/v1/videos");
  await signedInAs("admin");
  await videosPage.open("?view=list&project=kitchen-table");
  await expect(videosPage.cards).toHaveCount(3);
  expect(await walkThrough(page)).toBeGreaterThan(6);
  await videosPage.open("?project=kitchen-table");
  await expect(videosPage.cards).toHaveCount(3);
  expect(await walkThrough(page)).toBeGreaterThan(6);
  await videosPage.watch("Winter greens, three ways");
  await expect(videoPage.link).toBeVisible();
  expect(await walkThrough(page)).toBeGreaterThan(6);
  await settingsPage.openKeys();
  await expect(settingsPage.row("stories").first()).toBeVisible();
  expect(await walkThrough(page)).toBeGreaterThan(6);
});

test("? shows the keys, Ctrl+K goes anywhere, Escape closes", async ({ page, signedInAs, videosPage, videoPage }) => {
  await signedInAs("manager");
  await videosPage.open();
  await expect(videosPage.cards.first()).toBeVisible();

  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys).toContainText("Back and ahead 5 seconds");
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();

  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Go to" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("glassblower");
  await expect(palette.getByRole("option", { name: /Ten minutes with a glassblower/ })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("Enter");
  await expect(videoPage.heading).toHaveText("Ten minutes with a glassblower");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("settings");
  await expect(palette.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/desk/settings/account");
});

test("R retries the failed delivery that has the focus", async ({ page, service, source, signedInAs, videosPage }) => {
  const title = `Again ${crypto.randomUUID().slice(0, 8)}`;
  const final = source.serve({ missing: true });
  expect((await service.deliver(final, { title })).status()).toBe(502);
  final.release();
  await signedInAs("manager");
  await videosPage.open(`?q=${encodeURIComponent(title)}`);
  await expect(videosPage.card(title).getByText("failed", { exact: true })).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("r");
  await expect(videosPage.card(title).getByText("published", { exact: true })).toBeVisible();
});
