import { test } from "./fixtures/board";
import { expect } from "./fixtures/desk";

test.describe.configure({ timeout: 120_000 });

test("the board is walked by keyboard: arrows, Enter, and N assigns", async ({
  page,
  signedInAs,
  board,
  service,
  aVideo,
  aChannel,
}) => {
  const { id, title } = await aVideo("By keyboard");
  const feed = await aChannel("Keyboard feed", { platform: "feed" });
  await service.make("/api/v1/assignments", { video_id: id, channel_ids: [feed.id] });
  await signedInAs("manager");
  await board.open(`?q=${encodeURIComponent(title)}`);
  await expect(board.rows).toHaveCount(1);
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: title })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(board.row(title).getByRole("gridcell").first().getByRole("button").first()).toBeFocused();
  const cell = board.cell(title, feed.name).getByRole("button").first();
  while (!(await cell.evaluate((button) => button === document.activeElement))) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: title })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(cell).toBeFocused();
  await page.keyboard.press("n");
  await expect(page.getByRole("dialog", { name: "Assign" })).toBeVisible();
});

test("what cannot be refreshed stays, and says from when it is", async ({
  page,
  signedInAs,
  board,
  service,
  aVideo,
  aChannel,
}) => {
  const { id, title } = await aVideo("Still here");
  const feed = await aChannel("Quiet feed", { platform: "feed" });
  await service.make("/api/v1/assignments", { video_id: id, channel_ids: [feed.id] });
  await signedInAs("manager");
  await board.open(`?q=${encodeURIComponent(title)}`);
  await expect(board.row(title)).toBeVisible();
  await page.route("**/api/v1/board?*", (route) => route.abort());
  await expect(page.getByRole("alert").filter({ hasText: "The board could not be refreshed." })).toContainText(
    "What stands here is from",
    { timeout: 30_000 },
  );
  await expect(board.row(title)).toBeVisible();
  await page.unroute("**/api/v1/board?*");
  await expect(page.getByText(/^live · \d+ s ago$/)).toBeVisible({ timeout: 30_000 });
});
