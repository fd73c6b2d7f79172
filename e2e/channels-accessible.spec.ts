import type { Channel } from "@/lib/domain/channels/contract";
import { expectAccessible } from "./fixtures/accessible";
import { expect, test as base } from "./fixtures/desk";
import { expectFocusSeen, walkThrough } from "./fixtures/focus";
import { lostItsSignIn } from "./fixtures/lost-sign-in";
import { ChannelsPage } from "./pages/channels-page";

const test = base.extend<{ readonly channels: ChannelsPage }>({
  channels: async ({ page }, use) => use(new ChannelsPage(page)),
});

test.describe.configure({ timeout: 240_000 });

const nameOf = (what: string) => `${what} ${crypto.randomUUID().slice(0, 8)}`;

test("a channel that lost its sign-in is connected again, and what failed goes out again with it", async ({
  page,
  signedInAs,
  channels,
}) => {
  const { asked } = await lostItsSignIn(page);
  await signedInAs("manager");
  await channels.openOne("01a1f000-0000-7000-8000-0000000000cc", "?retry=sign_in_expired");
  await expect(page.getByText("9 failed here because its sign-in ended.")).toBeVisible();
  await expect(channels.standing).toContainText("Resting after 5 failures in a row; tries one at");
  await expectAccessible(page, "a channel that lost its sign-in");
  await channels.button("Reconnect and retry 9").click();
  await channels.field("Token").fill("fresh");
  await expectAccessible(page, "Reconnect");
  await channels.press("Reconnect and retry 9");
  await expect(page.getByText("9 go out again")).toBeVisible();
  await expect(channels.standing).toContainText("Publishing works.");
  await expect(page).toHaveURL(/0000cc$/);
  expect(asked).toEqual([
    '"7" {"credentials":{"token":"fresh"}}',
    'retry {"channel_id":"01a1f000-0000-7000-8000-0000000000cc","cause":"sign_in_expired"}',
  ]);
});

test("by keyboard alone: walked through, opened, connected, and nothing is left behind by Escape", async ({
  page,
  service,
  signedInAs,
  channels,
}) => {
  const name = nameOf("By keys");
  const { id } = await service.make<Channel>("/api/v1/channels", { name, platform: "feed" });
  await signedInAs("manager");
  await channels.open();
  await expect(channels.row(name)).toBeVisible();
  expect(await walkThrough(page)).toBeGreaterThan(6);
  await page.keyboard.press("n");
  await expect(channels.dialog.getByRole("button", { name: /^Feed/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(channels.field("Name")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(channels.dialog).toHaveCount(0);
  // The newest stands first.
  await page.keyboard.press("j");
  await expect(channels.row(name).getByRole("link")).toBeFocused();
  await expectFocusSeen(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/desk/channels/${id}`);
  await expect(channels.standing).toBeVisible();
  expect(await walkThrough(page)).toBeGreaterThan(6);
});

test("the list: full, empty, failed", async ({ page, service, signedInAs, channels }) => {
  const name = nameOf("Axe");
  await service.make<Channel>("/api/v1/channels", { name, platform: "feed", is_default: true });
  await signedInAs("manager");
  await channels.open();
  await expect(channels.row(name)).toBeVisible();
  await expectAccessible(page, "the channels");
  await page.route("**/api/v1/channels?**", (route) => route.fulfill({ json: { items: [], next_cursor: null } }));
  await page.reload();
  await expect(page.getByText("A feed needs no account: make one in ten seconds.")).toBeVisible();
  await expectAccessible(page, "no channels");
  await page.unroute("**/api/v1/channels?**");
  await page.route("**/api/v1/channels?**", (route) => route.abort());
  await page.reload();
  await expect(page.getByText("The channels could not be loaded.")).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page, "channels that could not be loaded");
});

test("the dialogs of connecting, and the kill switches", async ({ page, source, signedInAs, channels }) => {
  await signedInAs("manager");
  await channels.open();
  await channels.connect.click();
  await expect(channels.dialog.getByRole("button", { name: /^Feed/ })).toBeVisible();
  await expectAccessible(page, "Connect a channel");
  await page.keyboard.press("Escape");
  await channels.choose("Webhook");
  await channels.dialog.getByText("What posts inherit, and the cap").click();
  await channels.press("Connect Webhook");
  await expect(channels.dialog.getByRole("alert")).toBeVisible();
  await expectAccessible(page, "Connect Webhook, refused");
  await channels.field("Name").fill(nameOf("Axe"));
  await channels.field("Address").fill(source.hook());
  await channels.press("Connect Webhook");
  await expect(channels.dialog).toContainText("Copy the secret now");
  await expectAccessible(page, "Copy the secret now");
  await channels.press("I have it");
  await channels.stop("On Webhook…");
  await expectAccessible(page, "Stop publishing");
  await channels.press("Stop publishing");
  await expect(channels.stopped("on Webhook")).toBeVisible();
  await expectAccessible(page, "publishing is stopped");
  await channels.button("Let it go on").click();
  await expectAccessible(page, "Let publishing go on");
  await channels.press("Go on publishing");
  await expect(channels.stopped("on Webhook")).toHaveCount(0);
});

test("a channel's page and its dialogs", async ({ page, service, signedInAs, channels }) => {
  const { id } = await service.make<Channel>("/api/v1/channels", { name: nameOf("Axe"), platform: "feed" });
  await signedInAs("manager");
  await channels.openOne(id);
  await expectAccessible(page, "a channel");
  for (const what of ["Rename or edit…", "Remove…"] as const) {
    await channels.pick(what);
    await expect(channels.dialog).toBeVisible();
    await expectAccessible(page, what);
    await page.keyboard.press("Escape");
  }
  await channels.button("Pause").click();
  await expectAccessible(page, "Pause");
  await channels.press("Pause channel");
  await expect(channels.button("Resume")).toBeVisible();
  await expectAccessible(page, "a channel that is paused");
});
