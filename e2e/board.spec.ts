import { test } from "./fixtures/board";
import { expect } from "./fixtures/desk";

test.describe.configure({ timeout: 120_000 });

test("a video goes to a feed now, and the board shows it published without being loaded again", async ({
  page,
  signedInAs,
  board,
  aVideo,
  aChannel,
}) => {
  const { title } = await aVideo("Out now");
  const feed = await aChannel("Our feed", { platform: "feed" });
  await signedInAs("manager");
  await board.open(`?q=${encodeURIComponent(title)}`);
  await expect(page.getByText("Nothing on the board matches.")).toBeVisible();
  await expect(page.getByText(/^live · \d+ s ago$/)).toBeVisible();

  await board.choose(title, feed.name);
  await expect(board.decisions).toContainText(feed.name);
  await board.press("Assign");
  await expect(board.state(title, feed.name, "published")).toBeVisible({ timeout: 30_000 });

  await board.openPanel(title, feed.name);
  await expect(page).toHaveURL(/[?&]assignment=/);
  await expect(board.dialog.getByRole("link", { name: "See it there" })).toBeVisible();
  await expect(board.dialog.getByRole("list", { name: "Timeline" })).toContainText("Attempt 1");
  await page.goBack();
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a receiver that refuses fails with its sentence, and once it is mended a retry publishes", async ({
  signedInAs,
  board,
  source,
  aVideo,
  aChannel,
}) => {
  const receiver = source.receiver(422);
  const { title } = await aVideo("Refused at first");
  const hook = await aChannel("Partner hook", { platform: "webhook", settings: { url: receiver.url } });
  await signedInAs("manager");
  await board.open(`?q=${encodeURIComponent(title)}`);
  await board.choose(title, hook.name);
  await board.press("Assign");
  await expect(board.state(title, hook.name, "failed")).toBeVisible({ timeout: 30_000 });
  await expect(board.cell(title, hook.name)).toContainText("422");

  receiver.answer(204);
  await board.cell(title, hook.name).getByRole("button", { name: "Retry" }).click();
  await expect(board.state(title, hook.name, "published")).toBeVisible({ timeout: 30_000 });
  await expect(board.cell(title, hook.name)).toContainText("2 attempts");
});

test("a retry that the desk refuses snaps back, with the reason", async ({
  page,
  signedInAs,
  board,
  source,
  aVideo,
  aChannel,
}) => {
  const { title } = await aVideo("Snaps back");
  const hook = await aChannel("Partner hook", { platform: "webhook", settings: { url: source.receiver(422).url } });
  await signedInAs("manager");
  await board.open(`?q=${encodeURIComponent(title)}`);
  await board.choose(title, hook.name);
  await board.press("Assign");
  await expect(board.state(title, hook.name, "failed")).toBeVisible({ timeout: 30_000 });

  const { promise: refusing, resolve: refuse } = Promise.withResolvers<void>();
  await page.route("**/api/v1/assignments/*/retry", async (route) => {
    await refusing;
    await route.fulfill({
      status: 409,
      contentType: "application/problem+json",
      json: { status: 409, code: "retries_spent", detail: "It was retried 5 times, and that is all." },
    });
  });
  await board.cell(title, hook.name).getByRole("button", { name: "Retry" }).click();
  await expect(board.state(title, hook.name, "scheduled")).toBeVisible();
  refuse();
  await expect(page.getByText("It was retried 5 times, and that is all.")).toBeVisible();
  await expect(board.state(title, hook.name, "failed")).toBeVisible();
});

test("a paused channel is refused, and a reason overrules it", async ({
  signedInAs,
  board,
  service,
  aVideo,
  aChannel,
}) => {
  const { title } = await aVideo("All the same");
  const feed = await aChannel("Resting feed", { platform: "feed" });
  await service.make(`/api/v1/channels/${feed.id}/pause`, { reason: "Until the new artwork" });
  await signedInAs("manager");
  await board.open(`?q=${encodeURIComponent(title)}`);
  await board.choose(title, feed.name);
  await expect(board.decisions).toContainText("is paused");
  await expect(board.dialog.getByRole("button", { name: "Assign", exact: true })).toBeDisabled();

  await board.dialog.getByLabel("Why all the same").fill("The partner waits for it");
  await board.press("Assign anyway");
  await expect(board.state(title, feed.name, "waiting")).toBeVisible({ timeout: 30_000 });
  await board.openPanel(title, feed.name);
  await expect(board.dialog).toContainText("The partner waits for it");
  await board.press("Cancel it");
  await expect(board.dialog.getByText("cancelled", { exact: true })).toBeVisible();
});

test("filters live in the address, and a view of them is saved, found again and removed", async ({
  page,
  signedInAs,
  board,
  service,
  aVideo,
  aChannel,
}) => {
  const [soon, later] = [await aVideo("Tomorrow"), await aVideo("No time")];
  const feed = await aChannel("Filtered feed", { platform: "feed" });
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  await service.make("/api/v1/assignments", { video_id: soon.id, channel_ids: [feed.id], scheduled_at: tomorrow });
  await service.make("/api/v1/assignments", { video_id: later.id, channel_ids: [feed.id] });
  await signedInAs("manager");
  await board.open();
  await board.filter("Channel", feed.name);
  await expect(board.count).toHaveText("2 videos");
  await board.filter("When", "tomorrow");
  await expect(board.count).toHaveText("1 video");
  await expect(board.row(soon.title)).toBeVisible();
  await expect(page).toHaveURL(`/desk/board?channel=${feed.id}&when=tomorrow`);

  const name = `View ${crypto.randomUUID().slice(0, 8)}`;
  await page.getByRole("button", { name: "Save view" }).click();
  await board.dialog.getByLabel("Name", { exact: true }).fill(name);
  await board.press("Save");
  await expect(board.view(name)).toBeVisible();

  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(page).toHaveURL("/desk/board");
  await board.view(name).click();
  await expect(board.count).toHaveText("1 video");
  await expect(page).toHaveURL(`/desk/board?channel=${feed.id}&when=tomorrow`);

  await page.getByRole("button", { name: "Save view" }).click();
  await board.press(`Remove the view ${name}`);
  await expect(board.view(name)).toBeHidden();
});

test("an answer that got lost is settled by a person: it is there, and where", async ({
  page,
  signedInAs,
  board,
  stage,
  aVideo,
  aChannel,
}) => {
  const account = `hand-${crypto.randomUUID().slice(0, 8)}`;
  stage.fault({ account, fault: "lost-reset", times: 1 });
  const { title } = await aVideo("Nobody knows");
  const channel = await aChannel("By hand", {
    platform: "rehearsal-hand",
    settings: { url: stage.url, account, lands_within_seconds: 1 },
    credentials: { token: "any" },
  });
  await signedInAs("manager");
  await board.open(`?q=${encodeURIComponent(title)}`);
  await board.choose(title, channel.name);
  await board.press("Assign");
  await expect(board.state(title, channel.name, "unconfirmed")).toBeVisible({ timeout: 30_000 });

  // Whoever would send it again sees what is known first, and types what they mean.
  await board.cell(title, channel.name).getByRole("button", { name: "It is not there…" }).click();
  await expect(board.dialog.getByRole("region", { name: "What is known" })).toContainText("Request sent");
  await expect(board.dialog.getByRole("button", { name: "Send again" })).toBeDisabled();
  await board.dialog.getByLabel("Type SEND AGAIN").fill("SEND AGAIN");
  await expect(board.dialog.getByRole("button", { name: "Send again" })).toBeEnabled();
  await page.keyboard.press("Escape");

  await board.cell(title, channel.name).getByRole("button", { name: "It is there…" }).click();
  await board.dialog.getByLabel("Its address").fill("https://stage.example/see/1");
  await board.press("It is there");
  await expect(board.state(title, channel.name, "published")).toBeVisible();
  expect(stage.ledger(account).posts).toHaveLength(1);
  await board.openPanel(title, channel.name);
  await expect(board.dialog.getByRole("link", { name: "See it there" })).toHaveAttribute(
    "href",
    "https://stage.example/see/1",
  );
});

test("everything can be paused from the board, which says so until it goes on", async ({ page, signedInAs, board }) => {
  await signedInAs("manager");
  await board.open();
  await page.getByRole("button", { name: "Pause all" }).click();
  await board.dialog.getByLabel("Why").fill("A wrong cut is out");
  await board.press("Stop publishing");
  const banner = page.getByRole("region", { name: "Publishing is stopped everywhere" });
  await expect(banner).toContainText("A wrong cut is out");
  await expect(page.getByRole("button", { name: "Pause all" })).toBeHidden();
  await banner.getByRole("button", { name: "Let it go on" }).click();
  await board.press("Go on publishing");
  await expect(banner).toBeHidden();
});
