import { expectAccessible } from "./fixtures/accessible";
import { expect, test } from "./fixtures/desk";
import { StoragePage } from "./pages/storage-page";

test.describe.configure({ timeout: 120_000 });

/** As the screen calls a folder. */
const folderOf = (store: string) => store.replace(/^local:/, "");

test("an admin sees what stands where, and brings the films of one store into another", async ({
  page,
  signedInAs,
  service,
  source,
}) => {
  const { record } = await service.publish(source.serve(), { title: "A film in two places" });
  const replica = await service.replica();
  const path = `/api/v1/deliveries/${record.audit_log_id}/copies`;
  await expect
    .poll(async () => ((await (await service.get(path)).json()) as { items: { state: string }[] }).items)
    .toMatchObject([{ state: "verified" }, { store: replica, state: "verified" }]);
  await service.untilNothingMoves();

  await signedInAs("admin");
  const storage = new StoragePage(page);
  await storage.open();
  await expect(storage.store("Data dir")).toContainText("primary · folder");
  await expect(storage.store(folderOf(replica))).toContainText("replica · folder");
  await expectAccessible(page, "storage");

  await page.setViewportSize({ width: 1440, height: 900 });
  await storage.move.click();
  await expect(storage.dialog).toBeVisible();
  await storage.choose("To", folderOf(replica));
  await expect(storage.dialog).toContainText("Choose another store than the source.");
  await expect(storage.dialog.getByRole("button", { name: "Move", exact: true })).toBeDisabled();
  await expectAccessible(page, "the dialog of a move");
  await storage.choose("From", "Data dir");
  await storage.dialog.getByRole("button", { name: "Move", exact: true }).click();
  await expect(storage.dialog).toBeHidden();

  // Every film has its copy there already, so there is nothing to see to and it ends at once.
  await expect(storage.earlier).toContainText("There was nothing to move.");
  await expectAccessible(page, "storage, after a move");
});

/** One story is told in both: what is used at a desk is used on the way, too. */
const WINDOWS = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 390, height: 844 },
} as const;

for (const [size, viewport] of Object.entries(WINDOWS)) {
  test(`a move is begun from the keyboard alone, and escaping leaves everything as it is, in a ${size} window`, async ({
    page,
    signedInAs,
    service,
  }) => {
    await page.setViewportSize(viewport);
    await service.untilNothingMoves();
    await signedInAs("admin");
    const storage = new StoragePage(page);
    await storage.open();
    await storage.move.focus();
    await page.keyboard.press("Enter");
    await expect(storage.list("From")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(storage.dialog).toBeHidden();
    await expect(storage.move).toBeFocused();
  });
}

test("one that runs shows how far it is and is stopped; one that left films behind is resumed", async ({
  page,
  signedInAs,
}) => {
  // A move of a small desk is over before anybody looks: the page is told of one that takes its time.
  const move = {
    id: "01a1f000-0000-7000-8000-0000000000aa",
    source: "local",
    target: "s3:films.example.com/films",
    remove_source: true,
    status: "running",
    total: 200,
    total_bytes: 400_000_000_000,
    done: 50,
    done_bytes: 100_000_000_000,
    failed: 1,
    trouble: "dist_7c1e9b3a5d2f4c6e8a0b: The stores that have this film did not answer.",
    created_at: new Date(Date.now() - 600_000).toISOString(),
    created_by: "Ada Berg",
    moved_at: new Date().toISOString(),
    ended_at: null as string | null,
    revision: 0,
  };
  const asked: { path: string; match: string | undefined }[] = [];
  await page.route("**/api/v1/storage-moves**", async (route) => {
    const { pathname } = new URL(route.request().url());
    if (route.request().method() === "POST") {
      asked.push({ path: pathname, match: route.request().headers()["if-match"] });
      move.revision += 1;
      move.status = pathname.endsWith("stop") ? "stopped" : "running";
      move.ended_at = move.status === "stopped" ? new Date().toISOString() : null;
      return route.fulfill({ json: move });
    }
    move.done_bytes += 1_000_000_000;
    return route.fulfill({ json: { items: [move], next_cursor: null } });
  });
  await signedInAs("admin");
  const storage = new StoragePage(page);
  await storage.open();
  const running = page.getByRole("region", { name: "A move is under way" });
  await expect(running).toContainText("50 of 200 films");
  await expect(running).toContainText("a second");
  await expect(running).toContainText("left behind so far");
  await expect(storage.move).toBeDisabled();
  await expectAccessible(page, "a move that runs");
  await running.getByRole("button", { name: "Stop" }).click();
  await expect(storage.earlier).toContainText("149 to go");
  await expectAccessible(page, "a move that was stopped");
  await storage.earlier.getByRole("button", { name: "Resume" }).click();
  await expect(running).toBeVisible();
  expect(asked).toEqual([
    { path: `/api/v1/storage-moves/${move.id}/stop`, match: '"0"' },
    { path: `/api/v1/storage-moves/${move.id}/resume`, match: '"1"' },
  ]);
});

test("says so when the stores cannot be loaded, and to whom it belongs", async ({ page, signedInAs }) => {
  await signedInAs("admin");
  await page.route("**/api/v1/stores", (route) => route.abort());
  const storage = new StoragePage(page);
  await storage.open();
  await expect(page.getByRole("alert").filter({ hasText: "The stores could not be loaded." })).toBeVisible({
    timeout: 30_000,
  });
  await expectAccessible(page, "storage, failed");
  await page.unroute("**/api/v1/stores");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(storage.store("Data dir")).toBeVisible();

  await page.context().clearCookies();
  await signedInAs("manager");
  await page.goto("/desk/settings/storage");
  await expect(page.getByText("You are signed in as a manager.")).toBeVisible();
  await expectAccessible(page, "storage, for a manager");
});
