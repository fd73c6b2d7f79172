import type { APIRequestContext } from "@playwright/test";
import { expect, test } from "./fixtures/desk";
import { expectFocusSeen, tabTo } from "./fixtures/focus";

const newName = (what: string) => `${what} ${crypto.randomUUID().slice(0, 8)}`;
const statusFor = async (request: APIRequestContext, key: string) =>
  (await request.get("/api/v1/videos?limit=1", { headers: { authorization: `Bearer ${key}` } })).status();

test("an admin makes a key, sees it once, and revokes it", async ({ page, request, signedInAs, settingsPage }) => {
  const name = newName("curl");
  await signedInAs("admin");
  await settingsPage.openKeys();
  const key = await settingsPage.makeKey({ name, preset: "Reviewer" });
  expect(key).toMatch(/^mq_/);
  await settingsPage.hasIt();

  expect(await statusFor(request, key)).toBe(200);
  const refused = await request.post("/api/v1/api-keys", {
    headers: { authorization: `Bearer ${key}` },
    data: { name: "more", role: "admin" },
  });
  expect(refused.status(), "a reviewer's key makes no keys").toBe(403);

  await page.reload();
  const row = settingsPage.row(name);
  await expect(row).toContainText("active");
  await expect(row).toContainText("reviewer");
  await expect(row).toContainText("just now");
  expect(await page.content(), "the key itself is gone").not.toContain(key);

  await settingsPage.revoke(name);
  await expect(row).toContainText("revoked");
  await expect(settingsPage.rotateOf(name)).toHaveCount(0);
  expect(await statusFor(request, key)).toBe(401);
});

test("a key with an end is rotated without a gap, and its old secret ended", async ({
  context,
  page,
  request,
  signedInAs,
  settingsPage,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const name = newName("renderer");
  await signedInAs("admin");
  await settingsPage.openKeys();
  const first = await settingsPage.makeKey({ name, preset: "Manager", expires: "30 days" });
  await settingsPage.dialog.getByRole("button", { name: "Copy key" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first);
  await settingsPage.hasIt();
  await expect(settingsPage.row(name)).toContainText(/ends in (29|30) d/);

  const second = await settingsPage.rotate(name, "7 days");
  await expect(settingsPage.dialog).toContainText("works until");
  expect(second).not.toBe(first);
  await settingsPage.hasIt();
  expect([await statusFor(request, first), await statusFor(request, second)]).toEqual([200, 200]);

  await page.reload();
  await expect(settingsPage.row(name)).toContainText("rotating");
  const secrets = page.getByRole("row").filter({ has: settingsPage.endOldOf(name) });
  await expect(secrets.getByRole("listitem")).toContainText([first.slice(0, 16), second.slice(0, 16)].toReversed());
  await expect(settingsPage.rotateOf(name)).toBeDisabled();

  await settingsPage.endOld(name);
  await expect(settingsPage.row(name)).toContainText("active");
  await expect(settingsPage.endOldOf(name)).toHaveCount(0);
  expect([await statusFor(request, first), await statusFor(request, second)]).toEqual([401, 200]);

  const third = await settingsPage.rotate(name, "None");
  await expect(settingsPage.dialog).toContainText("has stopped working");
  await settingsPage.hasIt();
  expect([await statusFor(request, second), await statusFor(request, third)]).toEqual([401, 200]);
  await settingsPage.revoke(name);
  await expect(settingsPage.row(name)).toContainText("revoked");
  expect(await statusFor(request, third)).toBe(401);
});

test("a key that ends within two weeks says so; one that was changed meanwhile is looked at again", async ({
  page,
  request,
  apiKey,
  signedInAs,
  settingsPage,
}) => {
  const name = newName("short");
  const headers = { authorization: `Bearer ${apiKey}` };
  const expires = new Date(Date.now() + 6.5 * 24 * 3_600_000).toISOString();
  const made = await request.post("/api/v1/api-keys", {
    headers,
    data: { name, role: "reviewer", expires_at: expires },
  });
  const { id } = (await made.json()) as { id: string };
  await signedInAs("admin");
  await settingsPage.openKeys();
  await expect(settingsPage.row(name)).toContainText("expires soon");
  await expect(settingsPage.row(name)).toContainText("ends in 6 d");

  await settingsPage.rotateOf(name).click();
  await request.post(`/api/v1/api-keys/${id}/rotate`, { headers, data: { overlap_hours: 0 } });
  await settingsPage.dialog.getByRole("button", { name: "Rotate key" }).click();
  await expect(settingsPage.dialog.getByRole("alert")).toContainText("changed since you last saw it");
  await page.keyboard.press("Escape");
  await settingsPage.revoke(name);
  await expect(settingsPage.row(name)).toContainText("revoked");
});

test("by keyboard: a key is made, rotated and revoked, and the focus is never lost", async ({
  page,
  signedInAs,
  settingsPage,
}) => {
  const name = newName("keys");
  await signedInAs("admin");
  await settingsPage.openKeys();
  await settingsPage.newKey.focus();
  await page.keyboard.press("Enter");
  await expect(settingsPage.dialog.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type(name);
  await tabTo(page, "1 year");
  await page.keyboard.press("ArrowLeft");
  const days = settingsPage.dialog.getByRole("radio", { name: "90 days" });
  await expect(days).toBeFocused();
  await page.keyboard.press("Space");
  await expect(days).toBeChecked();
  await tabTo(page, "Make the key");
  await page.keyboard.press("Enter");
  expect(await settingsPage.shownKey("Copy the key now")).toMatch(/^mq_live_/);
  await tabTo(page, "I have it");
  await page.keyboard.press("Enter");
  await expect(settingsPage.newKey).toBeFocused();

  await settingsPage.rotateOf(name).focus();
  await page.keyboard.press("Enter");
  await tabTo(page, "Rotate key");
  await page.keyboard.press("Enter");
  expect(await settingsPage.shownKey("Copy the new secret now")).toMatch(/^mq_live_/);
  await tabTo(page, "I have it");
  await page.keyboard.press("Enter");
  await expect(settingsPage.rotateOf(name)).toBeFocused();
  await expectFocusSeen(page);

  await settingsPage.endOldOf(name).focus();
  await page.keyboard.press("Enter");
  await tabTo(page, "End it now");
  await page.keyboard.press("Enter");
  await expect(settingsPage.endOldOf(name)).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "API keys" })).toBeFocused();

  await page.getByRole("button", { name: `Revoke ${name}` }).focus();
  await page.keyboard.press("Enter");
  await tabTo(page, "Revoke key");
  await page.keyboard.press("Enter");
  await expect(settingsPage.row(name)).toContainText("revoked");
  await expect(page.getByRole("heading", { name: "API keys" })).toBeFocused();
});

test("a key without a name or without its last day is not made, and the dialog says so at the field", async ({
  page,
  signedInAs,
  settingsPage,
}) => {
  await signedInAs("admin");
  await settingsPage.openKeys();
  await settingsPage.newKey.click();
  const { dialog } = settingsPage;
  const make = dialog.getByRole("button", { name: "Make the key" });
  await make.click();
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/.+/);

  await dialog.getByLabel("Name", { exact: true }).fill(newName("dated"));
  await dialog.getByRole("radio", { name: "Date" }).click();
  await make.click();
  const day = dialog.getByLabel("Last day");
  await expect(day).toHaveAccessibleDescription("Choose the last day.");
  await day.fill("2020-01-01");
  await make.click();
  await expect(day).toHaveAccessibleDescription("Choose a moment that lies ahead.");
  const next = new Date().getFullYear() + 1;
  await day.fill(`${next}-06-30`);
  await expect(day).toHaveAccessibleDescription(new RegExp(`works until .*30 Jun.* ${next}`));
  await make.click();
  await expect(page.getByRole("alertdialog", { name: "Copy the key now" })).toBeVisible();
});
