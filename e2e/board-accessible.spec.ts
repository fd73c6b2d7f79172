import { expectAccessible } from "./fixtures/accessible";
import { test } from "./fixtures/board";
import { expect } from "./fixtures/desk";

/** Four looks each, with axe twice per size: these stories take their time. */
test.describe.configure({ timeout: 180_000 });

test("the board: with rows of every kind, with none, and when it cannot be loaded", async ({
  page,
  signedInAs,
  board,
  service,
  source,
  aVideo,
  aChannel,
}) => {
  const { id, title } = await aVideo("Of every kind");
  const feed = await aChannel("Axe feed", { platform: "feed" });
  const hook = await aChannel("Axe hook", { platform: "webhook", settings: { url: source.receiver(422).url } });
  const resting = await aChannel("Axe resting", { platform: "feed" });
  await service.make(`/api/v1/channels/${resting.id}/pause`, { reason: "Until the new artwork" });
  const now = new Date().toISOString();
  await service.make("/api/v1/assignments", { video_id: id, channel_ids: [hook.id], scheduled_at: now });
  await service.make("/api/v1/assignments", { video_id: id, channel_ids: [feed.id] });
  await service.make("/api/v1/assignments", {
    video_id: id,
    channel_ids: [resting.id],
    scheduled_at: now,
    force: true,
    reason: "To be seen waiting",
  });
  await signedInAs("manager");
  await board.open(`?q=${encodeURIComponent(title)}`);
  await expect(board.state(title, hook.name, "failed")).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page, "the board");

  await page.setViewportSize({ width: 1440, height: 900 });
  await board.openPanel(title, hook.name);
  await expect(board.dialog.getByRole("list", { name: "Timeline" })).toContainText("Attempt 1");
  await expectAccessible(page, "the panel of an assignment that failed");
  await board.press("Edit or move");
  await expect(board.dialog.getByLabel("Date and time")).toBeVisible();
  await expectAccessible(page, "an assignment being edited");
  await page.keyboard.press("Escape");

  await board.open("?q=nothing-like-it");
  await expect(page.getByText("Nothing on the board matches.")).toBeVisible();
  await expectAccessible(page, "nothing on the board");

  await page.route("**/api/v1/board?*", (route) => route.abort());
  await page.goto("/desk/board?q=unreachable");
  await expect(page.getByRole("alert").filter({ hasText: "The board could not be loaded." })).toBeVisible({
    timeout: 30_000,
  });
  await expectAccessible(page, "the board, not loaded");
});

test("the dialogs of the board", async ({ page, signedInAs, board, service, aVideo, aChannel }) => {
  const { title } = await aVideo("In a dialog");
  const feed = await aChannel("Axe dialog feed", { platform: "feed" });
  await service.make(`/api/v1/channels/${feed.id}/pause`, { reason: "Until the new artwork" });
  await signedInAs("manager");
  await board.open(`?q=${encodeURIComponent(title)}`);
  await board.choose(title, feed.name);
  await expect(board.decisions).toContainText("is paused");
  await board.dialog.getByRole("radio", { name: "At a time" }).click();
  await board.dialog.getByText(`Differently on ${feed.name}`).click();
  await expectAccessible(page, "Assign, refused");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Save view" }).click();
  await expectAccessible(page, "Save view");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Pause all" }).click();
  await expectAccessible(page, "Pause all");
});

test("what settles a lost answer", async ({ page, signedInAs, board, service, stage, aVideo, aChannel }) => {
  const account = `axe-${crypto.randomUUID().slice(0, 8)}`;
  stage.fault({ account, fault: "lost-reset", times: 1 });
  const { id, title } = await aVideo("Nobody knows, seen");
  const channel = await aChannel("Axe by hand", {
    platform: "rehearsal-hand",
    settings: { url: stage.url, account, lands_within_seconds: 1 },
    credentials: { token: "any" },
  });
  const now = new Date().toISOString();
  await service.make("/api/v1/assignments", { video_id: id, channel_ids: [channel.id], scheduled_at: now });
  await signedInAs("manager");
  await board.open(`?q=${encodeURIComponent(title)}`);
  await expect(board.state(title, channel.name, "unconfirmed")).toBeVisible({ timeout: 30_000 });
  await board.cell(title, channel.name).getByRole("button", { name: "It is not there…" }).click();
  await expect(board.dialog.getByRole("region", { name: "What is known" })).toContainText("Request sent");
  await expectAccessible(page, "It is not there");
  await page.keyboard.press("Escape");
  await board.cell(title, channel.name).getByRole("button", { name: "It is there…" }).click();
  await expect(board.dialog.getByRole("region", { name: "What is known" })).toContainText("Request sent");
  await expectAccessible(page, "It is there");
});
