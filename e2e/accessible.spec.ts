import { expectAccessible } from "./fixtures/accessible";
import { expect, test } from "./fixtures/desk";

/** Four looks each, with axe twice per size: these stories take their time. */
test.describe.configure({ timeout: 120_000 });

test("the sign-in, with and without a refusal", async ({ page, signInPage }) => {
  await signInPage.open();
  await expectAccessible(page, "sign-in");
  await signInPage.signIn({ email: "nobody@marquee.example", password: "wrong" });
  await expect(signInPage.refusal).not.toBeEmpty();
  await expectAccessible(page, "sign-in, refused");
});

test("an address where nothing stands", async ({ page, signedInAs, videoPage }) => {
  await page.goto("/nowhere");
  await expect(page.getByText("Nothing stands at this address")).toBeVisible();
  await expectAccessible(page, "no such page");
  await signedInAs("manager");
  await videoPage.open("vid_00000000000000000000");
  await expect(page.getByText("There is no such video on the desk.")).toBeVisible();
  await expectAccessible(page, "no such video");
});

test("the videos: as a grid, as a list, and when none match", async ({ page, signedInAs, videosPage }) => {
  await signedInAs("manager");
  await videosPage.open();
  await expect(videosPage.cards.first()).toBeVisible();
  await expectAccessible(page, "videos as a grid");
  await videosPage.open("?view=list&project=nordic-evenings&delivered=30d");
  await expect(videosPage.cards).toHaveCount(4);
  await expectAccessible(page, "videos as a list");
  await videosPage.open("?q=nothing-like-it");
  await expect(page.getByText("No video matches.")).toBeVisible();
  await expectAccessible(page, "no videos");
});

test("a video: published, on its way, failed", async ({ page, service, source, signedInAs, videosPage, videoPage }) => {
  await signedInAs("manager");
  await videosPage.open("?project=kitchen-table");
  await videosPage.watch("Winter greens, three ways");
  await expect(videoPage.link).not.toHaveValue("");
  await expect(page.getByText("delivered it")).toBeVisible();
  await expectAccessible(page, "a published video");

  const final = source.serve({ held: true });
  const accepted = await service.deliver(final, { title: "Still coming", prefer: "respond-async" });
  expect(accepted.status()).toBe(202);
  await videoPage.open(((await accepted.json()) as { video_id: string }).video_id);
  await expect(videoPage.state("fetching")).toBeVisible();
  await expectAccessible(page, "a video on its way");
  await videosPage.open("?q=Still coming");
  await expect(videosPage.card("Still coming")).toBeVisible();
  await expectAccessible(page, "a card on its way");
  final.release();

  await videosPage.open("?status=failed&project=nordic-evenings");
  await videosPage.watch("How the harbour works at night, trailer");
  await expect(page.getByText("This delivery failed.")).toBeVisible();
  await expectAccessible(page, "a failed video");
});

test("the dialogs of the videos", async ({ page, signedInAs, videosPage, videoPage }) => {
  await signedInAs("manager");
  await videosPage.open("?project=kitchen-table");
  await videosPage.openDeliver();
  await expect(videosPage.dialog).toBeVisible();
  await expectAccessible(page, "Deliver");
  await videosPage.send();
  await expect(videosPage.field("QC verdict")).toHaveAccessibleDescription("Say what QC found.");
  await expect(videosPage.dialog.getByRole("alert")).toBeVisible();
  await expectAccessible(page, "Deliver, refused");
  await page.keyboard.press("Escape");

  await videosPage.pill("State").click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, "the menu of a filter");
  await page.keyboard.press("Escape");

  await videosPage.watch("Winter greens, three ways");
  await videoPage.renew.click();
  await expect(videoPage.dialog).toBeVisible();
  await expectAccessible(page, "Renew link");
  await page.keyboard.press("Escape");
  await videoPage.revoke.click();
  await expect(videoPage.dialog).toBeVisible();
  await expectAccessible(page, "Revoke link");
  await page.keyboard.press("Escape");
  await videoPage.editTitle.click();
  await expect(page.getByRole("textbox", { name: "Title" })).toBeFocused();
  await expectAccessible(page, "a title being edited");
});

test("the palette, the keys and the person's menu", async ({ page, signedInAs, videosPage }) => {
  await signedInAs("manager");
  await videosPage.open("?project=kitchen-table");
  await expect(videosPage.cards).toHaveCount(3);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectAccessible(page, "the palette");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await expectAccessible(page, "the keys");
  await page.keyboard.press("Escape");
  await page
    .getByRole("button", { name: /Mara Lind/ })
    .filter({ visible: true })
    .click();
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
  await expectAccessible(page, "the person's menu");
});

test("the settings and their dialogs", async ({ page, service, signedInAs, settingsPage }) => {
  await service.get("/api/v1/videos");
  await signedInAs("admin");
  await settingsPage.openKeys();
  await expect(settingsPage.row("stories").first()).toBeVisible();
  await expectAccessible(page, "settings");
  await settingsPage.newKey.click();
  await expect(settingsPage.dialog).toBeVisible();
  await expectAccessible(page, "New key");
  await page.keyboard.press("Escape");
  const name = `axe ${crypto.randomUUID().slice(0, 8)}`;
  await settingsPage.makeKey({ name, preset: "Reviewer" });
  await expectAccessible(page, "Copy the key now");
  await page.getByRole("button", { name: "I have it" }).click();
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await expect(settingsPage.dialog).toBeVisible();
  await expectAccessible(page, "Revoke key");
});

test("a key that is rotated", async ({ page, signedInAs, settingsPage }) => {
  const name = `axe ${crypto.randomUUID().slice(0, 8)}`;
  await signedInAs("admin");
  await settingsPage.openKeys();
  await settingsPage.makeKey({ name, preset: "Reviewer" });
  await settingsPage.hasIt();
  await settingsPage.rotateOf(name).click();
  await expect(settingsPage.dialog).toBeVisible();
  await expectAccessible(page, "Rotate key");
  await page.keyboard.press("Escape");
  await settingsPage.rotate(name, "24 h");
  await expectAccessible(page, "Copy the new secret now");
  await settingsPage.hasIt();
  await expect(settingsPage.endOldOf(name)).toBeVisible();
  await expectAccessible(page, "a key being rotated");
  await settingsPage.endOldOf(name).click();
  await expect(settingsPage.dialog).toBeVisible();
  await expectAccessible(page, "End the old secret");
});

test("a reviewer's settings", async ({ page, signedInAs, settingsPage }) => {
  await signedInAs("reviewer");
  await settingsPage.open();
  await expect(page.getByText("API keys are kept by the admins of this desk.")).toBeVisible();
  await expectAccessible(page, "a reviewer's settings");
});
