import type { Channel } from "@/lib/domain/channels/contract";
import { expect, test as base } from "./fixtures/desk";
import { ChannelsPage } from "./pages/channels-page";

const test = base.extend<{ readonly channels: ChannelsPage }>({
  channels: async ({ page }, use) => use(new ChannelsPage(page)),
});

test.describe.configure({ timeout: 120_000 });

const nameOf = (what: string) => `${what} ${crypto.randomUUID().slice(0, 8)}`;
const NARROW = { width: 390, height: 844 };

test("a feed is made in ten seconds, and its addresses are there to be handed on", async ({
  page,
  signedInAs,
  channels,
}) => {
  const name = nameOf("Our films");
  await signedInAs("manager");
  await channels.open();
  await channels.connect.click();
  await expect(channels.dialog).toContainText("Needs no account.");
  await expect(channels.dialog).toContainText("If an answer gets lost");
  await page.keyboard.press("Escape");
  await channels.make("Feed", { Name: name });

  await expect(channels.dialog).toContainText(`${name} is ready`);
  const addresses = channels.dialog.getByRole("link");
  await expect(addresses).toHaveText([/\/rss\.xml$/, /\/podcast\.xml$/, /\/feed\.json$/, /\/feeds\/[^/]+$/]);
  for (const address of await addresses.all()) {
    const answer = await page.request.get((await address.getAttribute("href")) ?? "");
    expect(answer.status(), (await address.textContent()) ?? "").toBe(200);
  }
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await channels.dialog.getByRole("button", { name: "Copy the RSS address" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await addresses.first().textContent());
  await channels.press("Done");

  await expect(channels.row(name)).toContainText("good");
  await expect(channels.row(name)).toContainText("Publishing works.");
  await channels.row(name).getByRole("link").click();
  await expect(channels.heading(name)).toBeVisible();
  await expect(page.getByRole("region", { name: "Where it is read" })).toContainText(copied);
});

test("a webhook's secret is shown once, and a test says whether the receiver answers", async ({
  page,
  source,
  signedInAs,
  channels,
}) => {
  const name = nameOf("Partner");
  await signedInAs("manager");
  await channels.open();
  await channels.make("Webhook", { Name: name, Address: "http://partner.example/hook" });
  await expect(channels.dialog.getByRole("alert")).toContainText("Nothing was connected.");
  await expect(channels.field("Address")).toHaveAccessibleDescription("This has to begin with https://.");
  await channels.field("Address").fill(source.hook());
  await channels.press("Connect Webhook");
  await expect(channels.dialog).toContainText("Copy the secret now");
  const shown = (await channels.dialog.getByRole("code").textContent()) ?? "";
  expect(shown).toMatch(/^whsec_\S{44}$/);
  await channels.press("I have it");

  await channels.row(name).getByRole("link").click();
  await expect(channels.standing).toContainText("Never tested.");
  await channels.button("Test").click();
  await expect(channels.standing).toContainText("The channel works.", { timeout: 40_000 });
  await expect(channels.standing).toContainText("all was well");
  expect(await page.content()).not.toContain(shown);

  await channels.button("Edit").click();
  await channels.field("Address").fill(source.serve().url);
  await channels.press("Save");
  await expect(channels.dialog).toHaveCount(0);
  await channels.button("Test").click();
  await expect(channels.standing.getByRole("alert")).toContainText("The test found trouble.", { timeout: 40_000 });
  await expect(page.getByText("look at it").first()).toBeVisible();

  await channels.button("New secret").click();
  await channels.press("Use the new secret");
  await expect(channels.dialog.getByRole("alert")).toContainText("The channel was not changed.");
  await channels.press("Make one");
  await expect(channels.dialog.getByRole("code")).toHaveText(/^whsec_\S{44}$/);
  await expect(channels.dialog.getByRole("code")).not.toHaveText(shown);
  await channels.press("Use the new secret");
  await expect(page.getByText(`${name} has a new secret`)).toBeVisible();
});

test("a channel is paused with a reason, resumed, renamed, and removed by its name", async ({
  page,
  service,
  signedInAs,
  channels,
}) => {
  const [name, next] = [nameOf("Season"), nameOf("Winter season")];
  const { id } = await service.make<Channel>("/api/v1/channels", { name, platform: "feed" });
  await signedInAs("manager");
  await page.setViewportSize(NARROW);
  await channels.openOne(id);
  await channels.button("Pause").click();
  await channels.field("Why (optional)").fill("Until the launch.");
  await channels.press("Pause channel");
  await expect(channels.standing).toContainText("Paused: Until the launch.");
  await expect(channels.button("Pause")).toHaveCount(0);
  await channels.button("Resume").click();
  await expect(channels.standing).toContainText("Publishing works.");

  await channels.pick("Rename or edit…");
  await channels.field("Name").fill("");
  await channels.press("Save");
  await expect(channels.field("Name")).toHaveAccessibleDescription("Give it a name.");
  await channels.field("Name").fill(next);
  await channels.field("Caption").fill("From our desk.");
  await channels.dialog.getByRole("checkbox", { name: "Explicit" }).check();
  await channels.field("Attempts in an hour, at most").fill("many");
  await channels.press("Save");
  await expect(channels.dialog.getByRole("alert")).toContainText("The channel was not changed.");
  await channels.field("Attempts in an hour, at most").fill("4");
  await channels.press("Save");
  await expect(channels.heading(next)).toBeVisible();
  await expect(channels.settings).toContainText("4 an hour");
  await expect(channels.settings).toContainText("From our desk.");
  await expect(channels.settings).toContainText("Explicit");

  await channels.pick("Remove…");
  await expect(channels.dialog).toContainText("Nothing on it is still to go out.");
  const remove = channels.dialog.getByRole("button", { name: "Remove channel" });
  await channels.field("Type its name to go on").fill(name);
  await expect(remove).toBeDisabled();
  await channels.field("Type its name to go on").fill(next);
  await remove.click();
  await expect(page).toHaveURL("/desk/channels");
  await expect(page.getByText(`${next} is removed`)).toBeVisible();
  await expect(channels.row(next)).toHaveCount(0);
  await page.goto(`/desk/channels/${id}`);
  await expect(page.getByText("There is no such channel on the desk.")).toBeVisible();
});

test("two edit the same channel: the second one is told, and overwrites nothing", async ({
  service,
  signedInAs,
  channels,
}) => {
  const name = nameOf("Shared");
  const { id } = await service.make<Channel>("/api/v1/channels", { name, platform: "feed" });
  await signedInAs("manager");
  await channels.openOne(id);
  await channels.pick("Rename or edit…");
  await service.make(`/api/v1/channels/${id}/pause`, {});
  await channels.field("Name").fill(nameOf("Late"));
  await channels.press("Save");
  await expect(channels.dialog.getByRole("alert")).toContainText("The channel was not changed.");
  await channels.press("Cancel");
  await expect(channels.heading(name)).toBeVisible();
});

test("publishing is stopped on a platform with a reason, everybody sees it, and it goes on again", async ({
  page,
  service,
  signedInAs,
  channels,
}) => {
  const name = nameOf("Held up");
  const { id } = await service.make<Channel>("/api/v1/channels", { name, platform: "feed" });
  await signedInAs("manager");
  await channels.open();
  await channels.stop("On Feed…");
  await expect(channels.dialog).toContainText("Stop publishing on Feed?");
  await channels.field("Why (optional)").fill("The archive is being moved.");
  await channels.press("Stop publishing");
  const banner = channels.stopped("on Feed");
  await expect(banner).toContainText("“The archive is being moved.”");
  await expect(channels.row(name)).toContainText("resting");
  await channels.openOne(id);
  await expect(banner).toBeVisible();
  await expect(channels.stopped("on Webhook")).toHaveCount(0);

  await banner.getByRole("button", { name: "Let it go on" }).click();
  await channels.press("Leave it stopped");
  await expect(banner).toBeVisible();
  await banner.getByRole("button", { name: "Let it go on" }).click();
  await channels.press("Go on publishing");
  await expect(banner).toHaveCount(0);
  await expect(channels.standing).toContainText("Publishing works.");
  await expect(page.getByText("Publishing goes on")).toBeVisible();
});

test("whoever may only look sees how channels fare, and no buttons", async ({
  page,
  service,
  signedInAs,
  channels,
}) => {
  const name = nameOf("To be seen");
  const { id } = await service.make<Channel>("/api/v1/channels", { name, platform: "feed" });
  await signedInAs("reviewer");
  await channels.open();
  await expect(channels.row(name)).toBeVisible();
  await expect(channels.connect).toHaveCount(0);
  await expect(channels.button("Stop publishing")).toHaveCount(0);
  await page.keyboard.press("n");
  await expect(channels.dialog).toHaveCount(0);
  await channels.openOne(id);
  for (const what of ["Test", "Pause", "Edit"]) await expect(channels.button(what)).toHaveCount(0);
});
