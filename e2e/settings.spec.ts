import { expect, test } from "./fixtures/desk";

test("an admin makes a key, sees it once, and revokes it", async ({ page, request, signedInAs, settingsPage }) => {
  const name = `curl ${crypto.randomUUID().slice(0, 8)}`;
  await signedInAs("admin");
  await settingsPage.openKeys();
  const key = await settingsPage.makeKey({ name, preset: "Reviewer" });
  expect(key).toMatch(/^mq_/);
  await page.getByRole("button", { name: "I have it" }).click();

  const ask = () => request.get("/api/v1/videos?limit=1", { headers: { authorization: `Bearer ${key}` } });
  expect((await ask()).status()).toBe(200);
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
  const after = await ask();
  expect(after.status()).toBe(401);
  expect(await after.json()).toMatchObject({ code: "unauthenticated" });
});

test("a key without a name is not made, and the dialog says so at the field", async ({ signedInAs, settingsPage }) => {
  await signedInAs("admin");
  await settingsPage.openKeys();
  await settingsPage.newKey.click();
  await settingsPage.dialog.getByRole("button", { name: "Make the key" }).click();
  await expect(settingsPage.dialog.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await expect(settingsPage.dialog.getByLabel("Name")).toHaveAccessibleDescription(/.+/);
});
